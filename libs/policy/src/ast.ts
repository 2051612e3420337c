import type { Fen, Ratio } from '@duixian/money';
import type { LocalDate } from '@duixian/calendar';

/** Level of government that bears a share of an award. Listed from high to low: the first gets an odd fen. */
export const LEVELS = ['province', 'city', 'county'] as const;
export type Level = (typeof LEVELS)[number];

/** What sort of benefit a clause is; one word per row kind of the clause inventory. */
export const CLAUSE_KINDS = [
  'fixed',
  'tiered',
  'per_head',
  'ratio',
  'ratio_with_cap',
  'milestone',
  'matching',
  'threshold_addon',
  'discretionary',
  'rent_relief',
  'fee_cut',
  'tax_threshold',
  'restatement',
  'loan',
  'deferral',
  'upstream-only',
  'qualitative',
  'rule',
] as const;
export type ClauseKind = (typeof CLAUSE_KINDS)[number];

/**
 * How a clause is dealt with: `award` is computed money; `discretionary` money that a decision sets; `relief` is
 * not collected elsewhere; `restatement` repeats another clause; `information` and `rule` pay nothing themselves.
 */
export const TREATMENTS = ['award', 'discretionary', 'relief', 'restatement', 'information', 'rule'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Where the law says it: number of the document and the article, never its words. */
export interface Citation {
  readonly number: string;
  readonly article: string;
}

/** A value that a fact is compared with, read once when the document is parsed. */
export type Operand =
  | { readonly kind: 'fen'; readonly value: Fen; readonly text: string }
  | { readonly kind: 'decimal'; readonly coefficient: bigint; readonly scale: number; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number; readonly text: string }
  | { readonly kind: 'date'; readonly value: LocalDate; readonly text: string }
  | { readonly kind: 'fact'; readonly fact: string; readonly text: string };

export type ValueType = 'fen' | 'decimal' | 'integer' | 'date';

/** 以上 and 达到 include the number (`atLeast`), 超过 does not (`moreThan`); 以下 and 未超过 include it (`atMost`). */
export const COMPARISONS = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A test of one fact, or of what the policy decided. Unknown when the fact is; `known` and `reading` never are. */
export type Leaf = { readonly article: string } & (
  | { readonly kind: 'equals'; readonly fact: string; readonly value: string | number | boolean }
  | {
      readonly kind: 'one-of';
      readonly fact: string;
      readonly values: readonly string[];
      readonly list: string | null;
    }
  | { readonly kind: 'includes'; readonly fact: string; readonly value: string }
  | {
      readonly kind: 'compare';
      readonly fact: string;
      readonly type: ValueType;
      readonly comparison: Comparison;
      readonly operand: Operand;
    }
  | { readonly kind: 'later-year'; readonly fact: string; readonly than: string }
  /** The evaluation date lies at most so many months after the date. */
  | { readonly kind: 'within-months'; readonly fact: string; readonly months: number }
  | { readonly kind: 'known'; readonly fact: string; readonly expected: boolean }
  /** The number has no fraction, or has one. */
  | { readonly kind: 'whole'; readonly fact: string; readonly expected: boolean }
  | { readonly kind: 'none-paid'; readonly clauses: readonly string[] }
  | { readonly kind: 'paid-earlier-year'; readonly clause: string }
  /** A person has recorded a decision on the clause. Always answered: an absent decision is none. */
  | { readonly kind: 'decision-on'; readonly clause: string }
  /** The policy follows this option of a reading; question and meaning are for the explanation. */
  | {
      readonly kind: 'reading';
      readonly reading: string;
      readonly option: string;
      readonly question: string;
      readonly meaning: string;
    }
);

/** Three-valued: see truth.ts. */
export type Condition =
  | Leaf
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | SomeTitle;

/** One record of `titles` with one of the codes meets all of `where`, which may test `titles[].…`. */
export interface SomeTitle {
  readonly kind: 'some-title';
  readonly codes: readonly string[];
  readonly where: Condition;
  readonly article: string;
}

/** How an amount comes about: exact until the end, then rounded down to the fen. */
export type Amount =
  | { readonly kind: 'yuan'; readonly amountFen: Fen }
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'times'; readonly count: number | { readonly fact: string }; readonly of: Amount }
  | { readonly kind: 'share'; readonly ratio: Ratio; readonly text: string; readonly of: Amount }
  /** What `to` exceeds `from` by; zero where it does not. */
  | { readonly kind: 'increase'; readonly from: string; readonly to: string }
  | { readonly kind: 'sum' | 'least'; readonly of: readonly Amount[] }
  /** The first tier that holds. */
  | {
      readonly kind: 'tiers';
      readonly tiers: readonly { readonly when: Condition; readonly amount: Amount }[];
    };

/** What is owed once trigger and conditions hold. A union: the compiler shows every place a new form needs. */
export type Award = { readonly article: string } & (
  | { readonly kind: 'fixed'; readonly amountFen: Fen }
  | { readonly kind: 'computed'; readonly amount: Amount }
  /** A recorded decision sets the amount, within the bounds that the text gives. */
  | {
      readonly kind: 'decided-amount';
      readonly floorFen: Fen | null;
      readonly ceilingFen: Fen | null;
    }
  /** A recorded decision sets the share of a base, up to the ratio that the text gives. */
  | {
      readonly kind: 'decided-ratio';
      readonly of: Amount;
      readonly ceiling: Ratio | null;
      readonly text: string;
    }
);

/** What is written `under` an option of a reading holds only while that option is followed. */
export interface Under {
  readonly reading: string;
  readonly option: string;
  readonly isPreset: boolean;
}

/** Most that the clause pays for one award, or in all over what period; a result above it is cut to what is left. */
export interface Cap {
  readonly amountFen: Fen;
  readonly per: 'award' | 'year' | 'life' | 'subject';
  /** A fact that says what was paid; given, it governs over the earlier payments. */
  readonly paidFact: string | null;
  readonly article: string;
  /** Null where the clause has this cap alone. */
  readonly under: Under | null;
}

/**
 * What a clause is paid for: one result each. Null: once per applicant; so is `any-title`, whichever of its records
 * gets furthest.
 */
export type SubjectRule =
  | { readonly kind: 'title' | 'any-title'; readonly codes: readonly string[] }
  | { readonly kind: 'standard'; readonly kinds: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly string[] }
  | { readonly kind: 'period'; readonly name: string }
  /** The year, quarter or month in which a date lies: 2022, 2022Q4, 2022-12; of what the facts name, if any: A-1/2022. */
  | {
      readonly kind: 'calendar';
      readonly unit: CalendarUnit;
      readonly fact: string;
      readonly facts: readonly string[];
    };

export const CALENDAR_UNITS = ['year', 'quarter', 'month'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/**
 * Clauses whose awards are weighed against each other, for one applicant or for one subject of an applicant.
 * `highest`: the text says so (从高不重复); what an earlier, lower payment means is an open reading, without one nothing
 * more is paid. `open`: the text does not say whether they add up; what the others mean for an award is the reading.
 */
export type StackingGroup = {
  readonly id: string;
  readonly article: string;
  readonly per: 'applicant' | 'subject';
} & (
  | { readonly rule: 'highest'; readonly reading: string | null }
  | { readonly rule: 'open'; readonly reading: string; readonly deducts: Deduction | null }
);

/**
 * Clauses outside a group whose payments its awards are reduced by (抵扣). What was paid under them is deducted once, from
 * whichever awards of the group come after it; they themselves are never reduced.
 */
export interface Deduction {
  readonly clauses: readonly string[];
  /** Null where the text itself says so. */
  readonly under: Under | null;
}

/** What an option of an open question makes of the award. */
export type OptionEffect = 'full' | 'difference' | 'nothing';

export interface ReadingOption {
  readonly key: string;
  readonly meaning: string;
}

/** A way to understand an open text. `preset` null: a person decides each case (needs-decision). */
export interface Reading {
  readonly id: string;
  readonly article: string;
  readonly question: string;
  readonly preset: string | null;
  readonly options: readonly ReadingOption[];
  /** Who can settle it, in Chinese; null where the document does not say. */
  readonly decidedBy: string | null;
  /**
   * The clauses that are written by its preset, or all of them: another option needs a revision of the document. Null
   * for a reading that the engine follows itself and that can be switched.
   */
  readonly writtenInto: readonly string[] | 'all' | null;
}

/**
 * An open question that a clause meets when `when` is true (always, where it is an empty `all`); each option of its
 * reading has an effect.
 */
export interface Question {
  readonly reading: string;
  readonly when: Condition;
  readonly effects: Readonly<Record<string, OptionEffect>>;
}

/** A named list of values that conditions and funding rules share, e.g. the districts of a city. */
export interface NamedList {
  readonly name: string;
  readonly article: string;
  readonly reading: string | null;
  readonly values: readonly string[];
}

/** Who bears an award where the deciding fact lies in the list. Shares add up to 1, high level first. A branch that is `under` an option of a reading holds only while that option is followed. */
export interface FundingBranch {
  readonly clause: string | null;
  readonly article: string;
  readonly list: string;
  readonly values: ReadonlySet<string>;
  readonly under: Under | null;
  readonly shares: readonly { readonly key: Level; readonly ratio: Ratio }[];
}

export interface FundingRule {
  readonly id: string;
  /** The fact that chooses the branch; null where one branch holds always. */
  readonly by: string | null;
  readonly branches: readonly FundingBranch[];
  readonly readings: readonly string[];
}

interface ClauseHead {
  readonly id: string;
  readonly article: string;
  readonly title: string;
  readonly kind: ClauseKind;
  readonly treatment: Treatment;
  /** False for relief, for clauses whose payer is open and for those known from a secondary source only. */
  readonly payable: boolean;
  /** Clauses of one group: only the highest is paid (从高不重复). */
  readonly stackingGroup: string | null;
  readonly citation: Citation;
  readonly line: number;
}

/** A clause that is determined for an applicant. */
export interface ComputedClause extends ClauseHead {
  readonly form: 'computed';
  /** Implied by the document: the applicant belongs to its city or province. */
  readonly jurisdiction: Condition;
  /** The fact that makes the clause concern an applicant at all; missing evidence counts only behind it. */
  readonly trigger: Condition;
  readonly conditions: Condition;
  readonly award: Award;
  /** None, one, or one under each option of a reading: see `capOf`. */
  readonly caps: readonly Cap[];
  readonly subject: SubjectRule | null;
  /** Clauses of other documents that say the same: what was paid under them was paid under this one. */
  readonly repeatedBy: readonly string[];
  /** The clause whose award this one tops up; both are paid. */
  readonly addsTo: string | null;
  readonly questions: readonly Question[];
  /** Null: the document fixes no payer. */
  readonly funding: FundingRule | null;
}

/** A clause that is cited and listed, but never determined: rules, loans, deferrals, restatements. */
export interface StatedClause extends ClauseHead {
  readonly form: 'stated';
  /** The clauses whose treatment a rule shapes; none for a rule about how the work is organised. */
  readonly governs: readonly string[];
  /** First and last day on which the text says it applies. */
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
}

export type Clause = ComputedClause | StatedClause;

/** Where a document applies: names as in the facts, without 省 and 市. */
export interface Jurisdiction {
  readonly province: string;
  /** Null for a document of a province. */
  readonly city: string | null;
}

/** One published document as data. */
export interface PolicyDocument extends Jurisdiction {
  readonly id: string;
  /** Number of the meaning that this vocabulary had when the document was written. */
  readonly semantics: 1;
  readonly number: string;
  readonly title: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate | null;
  readonly publishedOn: LocalDate | null;
  readonly readings: readonly Reading[];
  readonly lists: readonly NamedList[];
  readonly fundingRules: readonly FundingRule[];
  readonly stackingGroups: readonly StackingGroup[];
  readonly clauses: readonly Clause[];
}
