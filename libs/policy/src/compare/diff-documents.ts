import type { Clause, ComputedClause, Condition, PolicyDocument } from '../ast';
import { findFact } from '../facts/vocabulary';
import {
  describeAward,
  describeCaps,
  describeCondition,
  describeFundingRule,
  describeGroup,
  describeSubject,
  partsOf,
} from './describe-law';

export type ChangeKind = 'clause' | 'amount' | 'condition' | 'date' | 'funding' | 'reading' | 'other';

/** One thing in which two versions of a document differ. `before` null: it is new; `after` null: it is gone. */
export interface LawChange {
  readonly kind: ChangeKind;
  /** Null for what concerns the whole document. */
  readonly clause: string | null;
  readonly article: string | null;
  /** What changed, in Chinese: 奖励标准, 条件, 最高限额 … */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The same as one sentence. */
  readonly text: string;
}

/** What a document says under one heading, for comparison. */
interface Said {
  readonly kind: ChangeKind;
  readonly what: string;
  readonly text: string;
}

interface Place {
  readonly clause: string | null;
  readonly article: string | null;
  readonly called: string;
}

const DOCUMENT: Place = { clause: null, article: null, called: '' };

function sentence({ called }: Place, what: string, before: string | null, after: string | null): string {
  if (before === null) return `${called}新增${what}:${after ?? ''}。`;
  if (after === null) return `${called}删去${what}:${before}。`;
  return `${called}${what}由“${before}”改为“${after}”。`;
}

function changed(
  place: Place,
  kind: ChangeKind,
  what: string,
  before: string | null,
  after: string | null,
): LawChange {
  const { clause, article } = place;
  return { kind, clause, article, what, before, after, text: sentence(place, what, before, after) };
}

/** Headings that both, or only one of the two, have. */
function compareSaid(place: Place, before: readonly Said[], after: readonly Said[]): readonly LawChange[] {
  const headings = [...new Set([...before, ...after].map(({ what }) => what))];
  return headings.flatMap((what) => {
    const [old] = before.filter((said) => said.what === what);
    const [now] = after.filter((said) => said.what === what);
    if (old?.text === now?.text) return [];
    return [changed(place, (now ?? old)?.kind ?? 'other', what, old?.text ?? null, now?.text ?? null)];
  });
}

function testsDate(condition: Condition): boolean {
  return 'fact' in condition && findFact(condition.fact)?.type === 'date';
}

/** Conditions have no order: those that are gone, and those that are new; one for one where their fact is the same. */
function compareConditions(place: Place, before: Condition, after: Condition): readonly LawChange[] {
  const say = (condition: Condition): readonly { text: string; fact: string; isDate: boolean }[] =>
    partsOf(condition).map((part) => ({
      text: describeCondition(part),
      fact: 'fact' in part ? part.fact : '',
      isDate: testsDate(part),
    }));
  const [old, now] = [say(before), say(after)];
  const gone = old.filter(({ text }) => !now.some((each) => each.text === text));
  const come = now.filter(({ text }) => !old.some((each) => each.text === text));
  const kindOf = (isDate: boolean): ChangeKind => (isDate ? 'date' : 'condition');
  const left = [...come];
  const paired = gone.map((each) => {
    const at = left.findIndex(({ fact }) => fact !== '' && fact === each.fact);
    return { each, successor: at === -1 ? null : (left.splice(at, 1)[0] ?? null) };
  });
  return [
    ...paired.map(({ each, successor }) =>
      changed(place, kindOf(each.isDate), '条件', each.text, successor?.text ?? null),
    ),
    ...left.map((each) => changed(place, kindOf(each.isDate), '条件', null, each.text)),
  ];
}

function saidOf(clause: ComputedClause): readonly Said[] {
  const { award, caps, subject, funding, questions, repeatedBy, addsTo, stackingGroup, payable } = clause;
  const some = (kind: ChangeKind, what: string, text: string | null): readonly Said[] =>
    text === null || text === '' ? [] : [{ kind, what, text }];
  return [
    ...some('amount', '奖励标准', describeAward(award)),
    ...some('amount', '最高限额', describeCaps(caps)),
    ...some('condition', '适用情形', describeCondition(clause.trigger)),
    ...some('condition', '给予次数', describeSubject(subject)),
    ...some('funding', '资金承担', describeFundingRule(funding)),
    ...some('reading', '待定口径', questions.map(({ reading }) => reading).join('、')),
    ...some('other', '与其他文件重复的条款', repeatedBy.join('、')),
    ...some('other', '在何条款之外另给', addsTo),
    ...some('other', '从高不重复的组', stackingGroup),
    ...some('other', '能否兑付', payable ? '可以兑付' : '不予兑付'),
  ];
}

const headOf = ({ article, title, kind, treatment }: Clause): readonly Said[] => [
  { kind: 'other', what: '出处', text: article },
  { kind: 'other', what: '名称', text: title },
  { kind: 'other', what: '类别', text: `${kind}/${treatment}` },
];

function compareClause(before: Clause, after: Clause): readonly LawChange[] {
  const { id, article, title } = after;
  const place = { clause: id, article, called: `${id}“${title}”:` };
  const heads = compareSaid(place, headOf(before), headOf(after));
  if (before.form === 'stated' || after.form === 'stated') return heads;
  return [
    ...heads,
    ...compareSaid(place, saidOf(before), saidOf(after)),
    ...compareConditions(place, before.conditions, after.conditions),
  ];
}

const whole = ({ id, article, title, ...rest }: Clause): string => {
  const gives = rest.form === 'computed' ? `,${describeAward(rest.award)}` : '';
  return `${id}“${title}”(${article})${gives}`;
};

function compareClauses(before: PolicyDocument, after: PolicyDocument): readonly LawChange[] {
  const old = new Map(before.clauses.map((clause) => [clause.id, clause]));
  const now = new Map(after.clauses.map((clause) => [clause.id, clause]));
  const place = ({ id, article }: Clause): Place => ({ clause: id, article, called: '' });
  return [
    ...after.clauses.flatMap((clause) => {
      const earlier = old.get(clause.id);
      return earlier
        ? compareClause(earlier, clause)
        : [changed(place(clause), 'clause', '条款', null, whole(clause))];
    }),
    ...before.clauses
      .filter(({ id }) => !now.has(id))
      .map((clause) => changed(place(clause), 'clause', '条款', whole(clause), null)),
  ];
}

function documentSaid(document: PolicyDocument): readonly Said[] {
  const dated = (what: string, day: string | null): readonly Said[] =>
    day === null ? [] : [{ kind: 'date', what, text: day }];
  return [
    { kind: 'other', what: '文号', text: document.number },
    { kind: 'other', what: '标题', text: document.title },
    { kind: 'other', what: '发文机关', text: document.issuer },
    ...dated('成文日期', document.issuedOn),
    ...dated('公布日期', document.publishedOn),
    ...document.readings.map(({ id, question, preset, options }): Said => {
      const chosen = options.find(({ key }) => key === preset)?.meaning ?? '逐件由人工决定';
      const all = options.map(({ meaning }) => meaning).join('、');
      return { kind: 'reading', what: `口径${id}`, text: `${question}:${chosen}(可选:${all})` };
    }),
    ...document.lists.map(({ name, values }): Said => ({
      kind: 'funding',
      what: `名单“${name}”`,
      text: values.join('、'),
    })),
    ...document.stackingGroups.map((group): Said => ({
      kind: 'other',
      what: `组${group.id}`,
      text: describeGroup(group),
    })),
  ];
}

/**
 * In what two versions of a document differ: clauses, amounts, conditions, dates, who bears the cost, readings. As data
 * and as Chinese sentences, in the order of the later version. Empty where both say the same.
 */
export function diffDocuments(before: PolicyDocument, after: PolicyDocument): readonly LawChange[] {
  return [
    ...compareSaid(DOCUMENT, documentSaid(before), documentSaid(after)),
    ...compareClauses(before, after),
  ];
}
