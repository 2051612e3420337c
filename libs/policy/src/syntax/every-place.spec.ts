import { isMap, isSeq, LineCounter, parseDocument, type Node, type Scalar } from 'yaml';
import { parsePolicyDocument } from '../index';

const HEAD = `document: place
semantics: 1
number: 甲政办〔2022〕7号
title: 奖励办法
issuer: 甲市政府
issuedOn: 2022-05-24
publishedOn: 2022-05-24
jurisdiction: { province: 乙, city: 甲 }
`;
const READINGS: Readonly<Record<string, string>> = {
  ask: '{ article: 一, question: 较低的已付怎么办, preset: ask, options: { full: 全额, nothing: 不给, difference: 补差 } }',
  two: '{ article: 一, question: 何为制定, preset: lead, options: { lead: 主导, any: 参与 }, decidedBy: 市局 }',
};
const ASK = `  R-ask: ${READINGS['ask']}\n`;
const TWO = `  R-two: ${READINGS['two']}\n`;
const readings = (...each: readonly string[]): string => `readings:\n${each.join('')}`;
const written = (into: string): string =>
  `  R-in: { article: 一, question: 零头, preset: down, options: { down: 舍去 }, writtenInto: ${into} }\n`;
const LISTS =
  'lists:\n  东区: { article: 一, values: [东区, 新区] }\n  西县: { article: 一, values: [西县] }\n';
const clause = (more: string, id = 'A', treatment = 'award'): string =>
  `  - { id: ${id}, article: 一, title: 奖励, kind: fixed, treatment: ${treatment}, ${more} }\n`;
const TRIGGER = 'trigger: { fact: zyec.listed, is: true }';
const FIXED = 'award: { fixedYuan: 50 }';
const PLAIN = clause(`${TRIGGER}, ${FIXED}`);
const decided = (kind: string, award: string): string =>
  `  - { id: A, article: 一, title: 奖励, kind: ${kind}, treatment: discretionary, ${TRIGGER}, award: ${award} }\n`;
const clauses = (...each: readonly string[]): string => `clauses:\n${each.join('')}`;
const conditioned = (condition: string): string =>
  readings(TWO) +
  LISTS +
  clauses(
    clause(`subject: { title: [PROV_ZJTX] }, conditions: ${condition}, ${FIXED}`),
    clause(`${TRIGGER}, ${FIXED}, conditions: { reading: R-two, is: any }`, 'B'),
  );
const awarded = (award: string): string => clauses(clause(`${TRIGGER}, award: ${award}`));
const concerned = (subject: string): string => clauses(clause(`subject: ${subject}, ${TRIGGER}, ${FIXED}`));

/** A sound document, and below which path its values are made wrong one after the other. */
type Part = readonly [what: string, path: string, text: string];

// prettier-ignore
const PARTS: readonly Part[] = [
  ['what is said of the document', '', clauses(PLAIN)],
  ['a reading that is asked', '.readings', readings(ASK) + clauses(clause(`${TRIGGER}, ${FIXED}, questions: [{ reading: R-ask, effects: { difference: full, full: full, nothing: nothing } }]`))],
  ['a reading that is followed', '.readings', conditioned('{ reading: R-two, is: any }')],
  ['a reading that is written into clauses', '.readings', readings(written('[A]')) + clauses(PLAIN)],
  ['a reading that is written into all', '.readings', readings(written('all')) + clauses(PLAIN)],
  ['lists', '.lists', readings(TWO) + LISTS.replace('values: [西县]', 'reading: R-two, values: [西县]') + clauses(PLAIN)],
  ['a stacking group', '.stacking', readings(ASK) + 'stacking:\n  G: { article: 一, rule: highest, per: applicant, reading: R-ask }\n' + clauses(PLAIN)],
  ['an open group that deducts', '.stacking', readings(ASK, TWO) + 'stacking:\n  G-open: { article: 一, rule: open, per: subject, reading: R-ask, deducts: { clauses: [A], under: { R-two: any } } }\n' + clauses(PLAIN)],
  ['a funding rule', '.funding', readings(TWO) + LISTS + 'funding:\n  F:\n    by: applicant.county\n    branches:\n      - { list: 东区, article: 一, clause: A, under: { R-two: lead }, shares: { city: 1/2, county: 1/2 } }\n      - { list: 东区, article: 一, under: { R-two: any }, shares: { city: 1 } }\n      - { list: 西县, article: 一, shares: { province: 50%, city: 1/4, county: "0.25" } }\n' + clauses(PLAIN)],
  ['a funding rule without a fact', '.funding', 'funding:\n  F: { always: { article: 一, clause: A, shares: { province: 1 } } }\n' + clauses(PLAIN)],
  ['a clause', '.clauses', readings(ASK) + 'stacking:\n  G: { article: 一 }\nfunding:\n  F: { always: { article: 一, shares: { province: 1 } } }\n' + clauses(clause(`payable: false, questions: [{ reading: R-ask, effects: { difference: full, full: full, nothing: nothing } }], stackingGroup: G, funding: F, repeatedBy: [X-1], validity: { from: 2022-01-01, to: 2022-12-31, article: 二 }, ${TRIGGER}, award: { fixedYuan: 50, article: 二 }`))],
  ['a clause that tops up another', '.clauses[1]', clauses(PLAIN, clause(`addsTo: A, ${TRIGGER}, ${FIXED}`, 'B').replace('fixed', 'threshold_addon'))],
  ['a rule', '.clauses[1]', clauses(PLAIN, '  - { id: Z, article: 四, title: 规则, kind: rule, treatment: rule, governs: [A], validity: { from: 2022-01-01, to: 2022-12-31 } }\n')],
  ['a question', '.clauses[0].questions', readings(ASK) + clauses(clause(`${TRIGGER}, ${FIXED}, questions: [{ reading: R-ask, when: { fact: zyec.listed, is: true }, effects: { difference: full, full: full, nothing: nothing } }]`))],
  ['a cap', '.clauses[0].cap', clauses(clause(`${TRIGGER}, ${FIXED}, cap: { yuan: 60, per: life, paid: zyec.paid_ever_yuan, article: 二 }`))],
  ['caps under a reading', '.clauses[0].cap', readings(TWO) + clauses(clause(`${TRIGGER}, ${FIXED}, cap: [{ under: { R-two: lead }, yuan: 60, per: life }, { under: { R-two: any }, yuan: 70, per: year }]`))],
  ...[
    '{ title: [PROV_ZJTX, INNOVATIVE_SME] }', '{ anyTitle: [PROV_ZJTX] }', '{ standard: [national, local] }', '{ facts: [project.id] }',
    '{ period: 2022Q1 }', '{ facts: [project.id], year: evaluation_date }', '{ quarter: scale.entry_date }', '{ month: evaluation_date }',
  ].map((subject): Part => [`the subject ${subject}`, '.clauses[0].subject', concerned(subject)]),
  ...[
    '{ amount: { fact: rent.monthly_yuan } }', '{ amount: { times: 3, of: { fact: rent.monthly_yuan } } }',
    '{ amount: { sum: [{ times: apprentice.mid_person_years, of: 5000 }] } }',
    '{ amount: { least: [{ share: 2‰, of: { increase: { from: bank.loan_balance_start_yuan, to: bank.loan_balance_end_yuan } } }, 100] } }',
    '{ amount: { tiers: [{ when: { fact: rent.lease_months, atLeast: 5 }, amount: 2 }] } }',
  ].map((award): Part => [`the award ${award}`, '.clauses[0].award', awarded(award)]),
  ['an amount that is decided', '.clauses[0].award', clauses(decided('discretionary', '{ decidedYuan: { atLeast: 9, atMost: 10 } }'))],
  ['a ratio that is decided', '.clauses[0].award', clauses(decided('matching', '{ decidedRatio: { of: { fact: rent.monthly_yuan }, atMost: 30% } }'))],
  ...[
    '{ fact: applicant.kind, is: enterprise, article: 二 }', '{ fact: rent.lease_months, is: 3 }', '{ fact: applicant.size, in: [small, micro] }',
    '{ fact: applicant.county, in: 东区 }', '{ fact: listing.nodes, includes: listed_trading }', '{ fact: zyec.listed, is: true }',
    "{ fact: revenue.main_business_yuan, atLeast: '50.50' }", "{ fact: zyec.local_use_pct, moreThan: '9.99' }", '{ fact: rent.lease_months, atMost: 12 }',
    '{ fact: scale.entry_date, lessThan: 2022-01-31 }', '{ fact: scale.entry_date, atMost: { fact: evaluation_date } }',
    '{ fact: scale.entry_date, laterYearThan: evaluation_date }', '{ fact: scale.entry_date, withinMonths: 36 }', '{ fact: zyec.listed, known: false }',
    '{ fact: apprentice.mid_person_years, whole: true }', '{ reading: R-two, is: any }', '{ any: [{ nonePaid: [A, B] }, { paidInEarlierYear: B, article: 二 }] }',
    '{ not: { decisionOn: B }, article: 二 }', '{ all: [{ title: held }, { title: granted }] }', '{ titleValidOn: scale.entry_date }',
    "{ fact: 'titles[].first_ever', is: true }", '{ holdsTitle: { codes: [PROV_ZJTX], where: { title: held } } }',
  ].map((condition): Part => [`the condition ${condition}`, '.clauses[0].conditions', conditioned(condition)]),
];

/** A value of a document, or an entry of a list; `key` where it is the value of a key. */
interface Place {
  readonly path: string;
  readonly node: Node;
  readonly key: Scalar | null;
  /** The mapping or list that it stands in. */
  readonly holder: Node | null;
}

function placesIn(node: Node, path = '', key: Scalar | null = null, holder: Node | null = null): Place[] {
  const own = { path, node, key, holder };
  if (isMap(node)) {
    const of = node.items.flatMap((pair) => {
      const name = pair.key as Scalar;
      return placesIn(pair.value as Node, `${path}.${String(name.value)}`, name, node);
    });
    return [own, ...of];
  }
  if (!isSeq(node)) return [own];
  const of = node.items.flatMap((item, at) => placesIn(item as Node, `${path}[${at}]`, null, node));
  return [own, ...of];
}

const rangeOf = ({ range }: Node): readonly [from: number, to: number] => {
  if (!range) throw new Error('no range');
  return [range[0], range[1]];
};

const answersTo = (text: string) => {
  const parsed = parsePolicyDocument(text, 'place.yaml');
  return parsed.ok ? [] : parsed.problems;
};

/** The text with the value of a place exchanged. */
function exchanged(text: string, { node }: Place, value: string): string {
  const [from, to] = rangeOf(node);
  const isBlock = (isMap(node) || isSeq(node)) && node.flow !== true;
  return `${text.slice(0, from)}${value}${isBlock ? '\n' : ''}${text.slice(to)}`;
}

function readPart([, under, body]: Part) {
  const text = HEAD + body;
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines }).contents as Node;
  const places = placesIn(root).filter(({ path }) => path !== '' && path.startsWith(under));
  const placeAt = (offset: number) => lines.linePos(offset);
  return { text, places, placeAt };
}

/** What is said besides, of places that rest on what could not be read; of all others nothing. */
const CONSEQUENCES: readonly [of: RegExp, codes: readonly string[]][] = [
  [
    /^\.readings(\.[^.]+(\.(article|question|preset|options(\..+)?))?)?$/,
    ['unknown-reading', 'unknown-option', 'options-differ', 'unknown-list', 'unknown-funding'],
  ],
  [/^\.lists/, ['unknown-list', 'unknown-funding']],
  [/^\.stacking/, ['unknown-stacking']],
  [/^\.funding/, ['unknown-funding']],
  [/\.subject/, ['no-title', 'no-record', 'missing-key']],
  [/\.effects$/, ['options-differ']],
];
const consequencesOf = (path: string): readonly string[] =>
  CONSEQUENCES.flatMap(([of, codes]) => (of.test(path) ? codes : []));

/**
 * What no place can hold: a mapping that nobody knows, a list within a list, empty text, a number below zero. Where a
 * mapping or a list may stand, it is what is in it that is wrong.
 */
const WRONG: readonly [value: string, within: readonly number[]][] = [
  ['{ zz: { zz: 1 } }', ['{ '.length, '{ zz: '.length, '{ zz: { '.length]],
  ['[[]]', ['['.length]],
  ["''", []],
  ['-1', []],
];

describe('whatever else stands in the place of a value is answered once, and there:', () => {
  test.each(PARTS)('%s', (...part) => {
    const { text, places, placeAt } = readPart(part);
    expect(answersTo(text)).toEqual([]);
    expect(places.length).toBeGreaterThan(1);
    for (const place of places) {
      const [from] = rangeOf(place.node);
      for (const [value, within] of WRONG) {
        const [first, ...more] = answersTo(exchanged(text, place, value));
        const found = `${value} as ${place.path}: ${first?.line}:${first?.column}`;
        const { line, col } = placeAt(from);
        const wanted = [0, ...within].map((by) => `${value} as ${place.path}: ${line}:${col + by}`);
        expect(wanted).toContain(found);
        const besides = more.filter(({ code }) => !consequencesOf(place.path).includes(code));
        expect([place.path, value, besides]).toEqual([place.path, value, []]);
      }
    }
  });
});

/** The text without a key and its value. */
function without(text: string, { key, node, holder }: Place): string {
  if (!key || !holder) throw new Error('no key');
  const [before, after] = [text.slice(0, rangeOf(key)[0]), text.slice(rangeOf(node)[1])];
  const isFlow = (isMap(holder) || isSeq(holder)) && holder.flow === true;
  if (!isFlow)
    return before + after.replace(/^[^\n]*\n/, '').replace(/^ *(?=\S)/, before.endsWith('\n') ? '$&' : '');
  return after.startsWith(', ') ? before + after.slice(2) : before.replace(/, $/, '') + after;
}

/** What may be left out of the mapping that it stands in; everything else is asked for. */
const OPTIONAL = [
  /^\.(issuedOn|publishedOn|jurisdiction\.city)$/,
  /^\.readings\.R-[a-z]+\.(decidedBy|writtenInto)$/,
  /^\.lists\.西县\.reading$/,
  /^\.stacking\.G\.(rule|per|reading)$/,
  /^\.stacking\.G-open\.(rule|per|deducts|deducts\.under)$/,
  /^\.funding\.F\.(branches\[\d\]|always)\.clause$/,
  /^\.clauses\[\d\]\.(payable|stackingGroup|funding|repeatedBy|validity|cap|subject|questions|conditions|governs)$/,
  /^\.clauses\[\d\]\.validity\.(from|to)$/,
  /^\.clauses\[\d\]\.cap\.paid$/,
  /^\.clauses\[\d\]\.questions\[0\]\.when$/,
  /^\.clauses\[\d\]\.subject\.(facts|year)$/,
  /^\.clauses\[\d\]\.award\.decided(Yuan\.atLeast|Ratio\.atMost)$/,
  /^\.clauses\[\d\]\.(award|cap|validity|conditions(\..+)?)\.article$/,
];

/** What is said of the group or reading that lost what it was there for. */
const ELSEWHERE = ['unused-reading', 'deducts'];

describe('a key left empty is answered there, and so is one left out that has to be:', () => {
  test.each(PARTS)('%s', (...part) => {
    const { text, places, placeAt } = readPart(part);
    for (const place of places) {
      const { path, key, holder } = place;
      if (!key || !holder) continue;
      const [empty] = answersTo(exchanged(text, place, '~'));
      const { line, col } = placeAt(rangeOf(key)[0]);
      expect([path, empty?.code, empty?.line, empty?.column]).toEqual([path, 'empty-value', line, col]);
      // A section, and what has a name of its own, is not part of a form.
      if (/^\.(readings|lists|stacking|funding)(\.[^.]+)?$/.test(path)) continue;
      const isAlone = isMap(holder) && holder.items.length === 1;
      const found = answersTo(without(text, place)).filter(({ code }) => !ELSEWHERE.includes(code));
      const mayBeLeftOut = !isAlone && OPTIONAL.some((of) => of.test(path));
      expect([path, found.length === 0]).toEqual([path, mayBeLeftOut]);
    }
  });
});
