import { addDays, type LocalDate } from '@duixian/calendar';
import { fen, type Ratio } from '@duixian/money';
import type { ComputedClause, FundingRule, Operand, PolicyDocument } from '../ast';
import { weighedWith } from '../weighed-with';

/** A document with one number changed by its smallest step, cut down to the clauses that the number can touch. */
export interface Mutant {
  /** Where and how: `ZZ-27-1 award.amount.of 3000元 +`. */
  readonly what: string;
  readonly document: PolicyDocument;
}

interface Change {
  readonly path: string;
  readonly value: unknown;
}

const STEPS = [
  ['+', 1],
  ['-', -1],
] as const;
/** Ten yuan: of money above nothing the smallest share in these documents (1‰) is a fen only from here on. */
const ABOVE_NOTHING = fen(1000);
const FEN: ReadonlySet<string> = new Set(['amountFen', 'floorFen', 'ceilingFen']);
const COUNTS: ReadonlySet<string> = new Set(['months', 'count', 'value']);
/** What of a clause carries amounts, ratios and thresholds. */
const PARTS = ['trigger', 'conditions', 'award', 'caps', 'questions'] as const;

function isRatio(value: object): value is Ratio {
  return 'numerator' in value && 'denominator' in value;
}

function isOperand(value: object): value is Operand {
  return 'kind' in value && 'text' in value && ('value' in value || 'coefficient' in value);
}

/** One fen, one person, one day, a hundredth: the neighbour on each side. */
function moveOperand(operand: Operand, step: number): Operand | null {
  switch (operand.kind) {
    case 'fen':
      return operand.value + step < 0 ? null : { ...operand, value: fen(operand.value + step) };
    case 'integer':
      return operand.value + step < 0 ? null : { ...operand, value: operand.value + step };
    case 'decimal': {
      const { coefficient, scale } = operand;
      // No share, count or percentage of this law is below nothing.
      if (coefficient === 0n && step < 0) return null;
      return { ...operand, coefficient: coefficient * 100n + BigInt(step), scale: scale + 2 };
    }
    case 'date':
      return { ...operand, value: addDays(operand.value as LocalDate, step) };
    case 'fact':
      return null;
  }
}

function moveNumber(key: string, value: number, step: number): number | null {
  if (!FEN.has(key) && !COUNTS.has(key)) return null;
  return value + step < 0 ? null : value + step;
}

/** Every version of a part of the AST in which one number is moved. */
function changesOf(value: unknown, key: string, path: string): readonly Change[] {
  const moved = (to: (step: number) => unknown, shown: string): Change[] =>
    STEPS.flatMap(([sign, step]) => {
      const changed = to(step);
      return changed === null ? [] : [{ path: `${path} ${shown} ${sign}`, value: changed }];
    });
  if (typeof value === 'number') return moved((step) => moveNumber(key, value, step), String(value));
  if (typeof value !== 'object' || value === null) return [];
  if (isRatio(value)) {
    const { numerator, denominator } = value;
    const to = (step: number): Ratio => ({
      numerator: numerator * 20n + BigInt(step),
      denominator: denominator * 20n,
    });
    return moved(to, `${numerator}/${denominator}`);
  }
  if (isOperand(value)) {
    const near = moved((step) => moveOperand(value, step), value.text);
    if (value.kind !== 'fen' || value.value !== 0) return near;
    return [...near, { path: `${path} ${value.text} ++`, value: { ...value, value: ABOVE_NOTHING } }];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    changesOf(inner, name, `${path}.${name}`).map((change) => ({
      path: change.path,
      value: Array.isArray(value)
        ? value.map((item: unknown, index) => (String(index) === name ? change.value : item))
        : { ...value, [name]: change.value },
    })),
  );
}

/** The document with one clause changed, and only it and what it is weighed against. */
function only(document: PolicyDocument, changed: ComputedClause): PolicyDocument {
  const beside = new Set(
    document.clauses.flatMap((clause) => {
      const others = weighedWith(document, clause).map(({ id }) => id);
      return clause.id === changed.id ? others : others.includes(changed.id) ? [clause.id, ...others] : [];
    }),
  );
  const clauses = document.clauses.flatMap((clause) => {
    if (clause.id === changed.id) return [changed];
    return beside.has(clause.id) ? [clause] : [];
  });
  return { ...document, clauses };
}

/** What one payer bears goes to the next: each share of a rule is touched. */
function fundingChanges(rule: FundingRule): readonly Change[] {
  return rule.branches.flatMap((branch, index) =>
    branch.shares.slice(1).map((share, at) => {
      const shares = branch.shares.map((each, place) => {
        const by = place === at + 1 ? 1n : place === at ? -1n : 0n;
        const { numerator, denominator } = each.ratio;
        return {
          ...each,
          ratio: { numerator: numerator * 20n + by * denominator, denominator: denominator * 20n },
        };
      });
      const branches = rule.branches.map((each, place) => (place === index ? { ...branch, shares } : each));
      const path = `funding ${rule.id} ${branch.list} ${share.key} +`;
      return { path, value: { ...rule, branches } };
    }),
  );
}

function fundingMutants(document: PolicyDocument): readonly Mutant[] {
  return document.fundingRules.flatMap((rule) =>
    fundingChanges(rule).map(({ path, value }) => ({
      what: path,
      document: {
        ...document,
        clauses: document.clauses.flatMap((clause) =>
          clause.form === 'computed' && clause.funding?.id === rule.id
            ? [{ ...clause, stackingGroup: null, funding: value as FundingRule }]
            : [],
        ),
      },
    })),
  );
}

/** Every amount, ratio, threshold, date and share of a document, each moved once up and once down, and money from nothing to ten yuan (`++`). */
export function mutantsOf(document: PolicyDocument): readonly Mutant[] {
  const clauses = document.clauses.flatMap((clause) => {
    if (clause.form === 'stated') return [];
    return PARTS.flatMap((part) =>
      changesOf(clause[part], part, part).map(({ path, value }) => ({
        what: `${clause.id} ${path}`,
        document: only(document, { ...clause, [part]: value }),
      })),
    );
  });
  return [...clauses, ...fundingMutants(document)];
}
