import type { PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { TITLE_CODES } from '../facts/title-code.table';
import type { Readings } from './answer-question';
import { describeTrace } from './describe-trace';
import { describeCheck, factName } from './describe-check';
import { evaluate } from './evaluate';
import { recordsOf, type FactRecord } from './records';
import type { ResultOption, ResultStatus, Trace } from './result';
import type { Check } from './check';
import { isHeld, weighStandard, type ConditionState, type WeighedStandard } from '../ladder/weigh-standard';

/** The ladder of recognitions of a growing enterprise, from the first to the highest. */
export const TITLE_LADDER: readonly (readonly string[])[] = [
  ['INNOVATIVE_SME'],
  ['PROV_ZJTX'],
  ['NATIONAL_LITTLE_GIANT'],
  ['SINGLE_CHAMPION_ENTERPRISE', 'SINGLE_CHAMPION_PRODUCT'],
];
const LEVEL_OF: Readonly<Record<string, string>> = { INNOVATIVE_SME: 'provincial', PROV_ZJTX: 'provincial' };
/** Id of the record that is supposed. */
const SUPPOSED = 'next-on-ladder';

/** What one clause would say, were the title granted on the evaluation date. */
export interface LadderAward {
  readonly document: string;
  readonly number: string;
  readonly clause: string;
  readonly article: string;
  readonly title: string;
  readonly status: ResultStatus;
  readonly amountFen: number | null;
  readonly options: readonly ResultOption[];
  /** Every condition of the clause, as it stands with what is known, the title supposed. */
  readonly conditions: readonly { readonly text: string; readonly state: ConditionState }[];
  /** What it takes besides, in Chinese; empty where the title alone is enough. */
  readonly takes: readonly string[];
  readonly explanation: string;
}

export interface LadderRung {
  readonly code: string;
  readonly title: string;
  /** What the recognition itself asks, held against what is known; null where its rules are not recorded. */
  readonly standard: WeighedStandard | null;
  readonly awards: readonly LadderAward[];
}

/** Where an applicant stands on the ladder and what lies above; `held` is null while their titles are not known. */
export interface Ladder {
  readonly held: readonly string[] | null;
  /** The lowest title above those held for which a document promises something. */
  readonly next: LadderRung | null;
  /** Every title above those held, lowest first. */
  readonly above: readonly LadderRung[];
}

/** The facts as they would be with the title, newly and for the first time granted on the evaluation date. */
function withTitle(facts: Facts, titles: readonly FactRecord[], code: string): Facts {
  const { evaluation_date: on, 'applicant.city': city } = facts;
  const supposed: FactRecord = {
    id: SUPPOSED,
    code,
    level: LEVEL_OF[code] ?? 'national',
    acquisition: 'new',
    first_ever: true,
    ...(on === undefined ? {} : { granted_on: on, valid_from: on }),
    ...(city === undefined ? {} : { granted_city: city }),
  };
  return { ...facts, titles: [...titles, supposed] };
}

const STATES: Readonly<Record<string, ConditionState>> = { true: 'met', false: 'unmet', unknown: 'unknown' };

/** The parts that must all hold, each once; where one of several is enough, they stay together. */
const partsOf = (check: Check): readonly Check[] =>
  check.kind === 'all' ? check.of.flatMap(partsOf) : [check];

const conditionsOf = (trace: Trace): LadderAward['conditions'] =>
  trace.steps
    .flatMap((step) =>
      step.step === 'jurisdiction' || step.step === 'conditions' ? partsOf(step.check) : [],
    )
    .map((part) => ({ text: describeCheck(part), state: STATES[part.outcome] ?? 'unknown' }));

function awardsFor(
  document: PolicyDocument,
  code: string,
  facts: Facts,
  readings: Readings,
): readonly LadderAward[] {
  const clauses = document.clauses.filter((clause) => {
    const subject = clause.form === 'computed' ? clause.subject : null;
    return (subject?.kind === 'title' || subject?.kind === 'any-title') && subject.codes.includes(code);
  });
  if (clauses.length === 0) return [];
  const ids = clauses.map(({ id }) => id);
  const results = evaluate([document], facts, { explain: true, clauses: ids, readings });
  return results.flatMap((result) => {
    const { trace, status } = result;
    // Where a clause is once per applicant, whichever title it is, its result names no record.
    const isSupposed = result.subject === SUPPOSED || result.subject === undefined;
    if (!isSupposed || !trace || status === 'not-triggered') return [];
    const takes = [
      ...(result.reasons ?? []).map(({ text }) => text),
      ...(result.missing ?? []).map((name) => `须有资料:${factName(name)}`),
      ...(status === 'needs-decision' ? ['须由主管部门决定'] : []),
    ];
    return [
      {
        document: document.id,
        number: document.number,
        clause: result.clause,
        article: trace.article,
        title: trace.title,
        status,
        amountFen: result.amountFen ?? result.ceilingFen ?? null,
        options: result.options ?? [],
        conditions: conditionsOf(trace),
        takes,
        explanation: describeTrace(trace),
      },
    ];
  });
}

/**
 * On the ladder 创新型 → 专精特新 → 小巨人 → 单项冠军: what the next title would bring and what it takes. Each title above
 * those held is supposed to be granted, newly and for the first time, on the evaluation date; the interpreter says the
 * rest, earlier payments and stacking included.
 *
 * @param readings per document, reading id → option
 */
export function nextOnLadder(
  documents: readonly { readonly document: PolicyDocument; readonly readings?: Readings }[],
  facts: Facts,
): Ladder {
  const titles = recordsOf(facts, 'titles');
  const held = titles
    ?.filter((record) => isHeld(record, facts['evaluation_date']))
    .map(({ code }) => String(code));
  const standing = TITLE_LADDER.findLastIndex((rung) => rung.some((code) => held?.includes(code)));
  const above = TITLE_LADDER.slice(standing + 1)
    .flat()
    .map((code) => ({
      code,
      title: TITLE_CODES[code] ?? code,
      standard: weighStandard(code, facts),
      awards: documents.flatMap(({ document, readings = {} }) =>
        awardsFor(document, code, withTitle(facts, titles ?? [], code), readings),
      ),
    }));
  return { held: held ?? null, next: above.find(({ awards }) => awards.length > 0) ?? null, above };
}
