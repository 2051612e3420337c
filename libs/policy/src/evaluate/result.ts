import type { Level, OptionEffect } from '../ast';
import type { Check } from './check';
import type { Truth } from './truth';

export type ResultStatus =
  | 'determined'
  | 'needs-evidence'
  | 'needs-decision'
  | 'superseded'
  | 'already-paid'
  | 'refused'
  | 'not-triggered'
  | 'not-eligible';

export type Split = Readonly<Partial<Record<Level, number>>>;

/** A way out that a decision may pick by its key. */
export interface ResultOption {
  readonly key: string;
  readonly amountFen: number;
  /** Id of the open reading, e.g. P-7. */
  readonly reading: string;
  readonly meaning: string;
}

/** Why a clause does not apply: the tests that failed, each with its article, in Chinese. */
export interface Reason {
  readonly step: 'jurisdiction' | 'trigger' | 'conditions' | 'question' | 'amount';
  readonly article: string;
  readonly facts: readonly string[];
  readonly text: string;
}

/** What one clause says about one applicant and subject. Amounts are integer fen. */
export interface Result {
  readonly clause: string;
  readonly subject?: string;
  readonly status: ResultStatus;
  readonly amountFen?: number;
  readonly payable?: boolean;
  readonly splitFen?: Split;
  readonly missing?: readonly string[];
  readonly ceilingFen?: number;
  readonly range?: { readonly fromFen: number; readonly toFen: number };
  readonly options?: readonly ResultOption[];
  readonly by?: string;
  readonly problem?: string;
  readonly reasons?: readonly Reason[];
  /** Every known fact whose value the outcome rests on. */
  readonly factsUsed: readonly string[];
  readonly trace?: Trace;
}

/** Payments that the awards of a group may be reduced by. */
export interface DeductionTrace {
  /** Under which they were made. */
  readonly clauses: readonly string[];
  /** Null where an amount is not on record and none is deducted. */
  readonly paidFen: number | null;
  /** What earlier awards of the group bore of it. */
  readonly borneFen: number;
  /** What was left to be deducted when this award came; like `borneFen` zero where the policy does not deduct. */
  readonly leftFen: number;
  /** The reading that says whether it is deducted, with the option followed; null where the text itself says so. */
  readonly reading: string | null;
  readonly option: string | null;
  readonly meaning: string | null;
}

export type TraceStep =
  | {
      readonly step: 'jurisdiction' | 'trigger' | 'conditions';
      readonly outcome: Truth;
      readonly check: Check;
    }
  | { readonly step: 'earlier-payment'; readonly paid: boolean }
  | {
      readonly step: 'amount';
      readonly amountFen: number;
      readonly article: string;
      readonly addsTo: string | null;
      /** How it came about, in Chinese; null for an amount that the text fixes. */
      readonly formula: string | null;
      /** The tiers that were tried, in order; the last one holds. */
      readonly tried: readonly Check[];
      /** Fen before rounding, as an exact ratio where it is not whole; null where nothing was rounded off. */
      readonly exactFen: string | null;
      /** Whole fen before the cap. */
      readonly computedFen: number;
    }
  | {
      readonly step: 'decision';
      readonly article: string;
      readonly floorFen: number | null;
      readonly ceilingFen: number | null;
      /** What was decided, in Chinese; null while nothing is. */
      readonly decided: string | null;
      readonly refused: boolean;
      /** What a ratio is decided of, in Chinese; null where an amount is decided. */
      readonly base: string | null;
    }
  | {
      readonly step: 'cap';
      readonly article: string;
      readonly capFen: number;
      readonly paidFen: number;
      readonly leftFen: number;
      /** Where the text leaves open over what it runs: the reading, and what the followed option means. */
      readonly reading?: string;
      readonly meaning?: string;
    }
  | {
      readonly step: 'stacking';
      readonly group: string;
      readonly article: string;
      /** The higher award that stands; null where an earlier payment decides. */
      readonly by: string | null;
      readonly paidFen: number;
      /** Clauses determined at the same time that count as paid before; empty where only earlier payments do. */
      readonly together: readonly string[];
      /** The reading that says what the other awards mean, and who answered it; null where it was not asked. */
      readonly reading: string | null;
      readonly answeredBy: 'decision' | 'reading' | null;
      readonly meaning: string | null;
      /** What a person may pick while the reading is open. */
      readonly options: readonly ResultOption[];
      /** What was paid under clauses that the group deducts, where anything was. */
      readonly deduction?: DeductionTrace;
    }
  | {
      readonly step: 'question';
      readonly reading: string;
      readonly article: string;
      readonly question: string;
      readonly met: Truth;
      readonly check: Check;
      /** Who answered: a recorded decision, the policy's reading, or nobody yet. */
      readonly answeredBy: 'decision' | 'reading' | null;
      readonly option: string | null;
      readonly meaning: string | null;
      readonly effect: OptionEffect | null;
      /** What a person may pick while the question is open. */
      readonly options: readonly ResultOption[];
    }
  | {
      readonly step: 'funding';
      readonly rule: string | null;
      readonly clause: string | null;
      readonly article: string | null;
      readonly fact: string | null;
      readonly value: string | null;
      readonly list: string | null;
      readonly splitFen: Split | null;
    };

/** How a result came about, as plain JSON data: stored with the determination, never computed again. */
export interface Trace {
  readonly semantics: 1;
  readonly document: string;
  readonly number: string;
  readonly clause: string;
  readonly article: string;
  readonly title: string;
  readonly status: ResultStatus;
  /** What was determined; null where nothing was. */
  readonly amountFen: number | null;
  readonly steps: readonly TraceStep[];
  /** Reading ids and the option that was followed. */
  readonly readings: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}
