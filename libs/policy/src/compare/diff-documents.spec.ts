import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffDocuments, parsePolicyDocument, type PolicyDocument } from '../index';

const folder = join(__dirname, '../../documents');
const text = readFileSync(join(folder, 'pingdingshan-2022-15.yaml'), 'utf8');

function read(source: string): PolicyDocument {
  const parsed = parsePolicyDocument(source, 'd.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}
const document = read(text);

/** The sentences after one change of the text. */
function after(from: string, to: string): readonly string[] {
  if (!text.includes(from)) throw new Error(`no ${from} in the text`);
  return diffDocuments(document, read(text.replace(from, to))).map((change) => change.text);
}
const FIRST = text.slice(text.indexOf('- id: PDS-A2-4-3-1'), text.indexOf('- id: PDS-A2-4-3-2'));
const SECOND = text.slice(text.indexOf('- id: PDS-A2-4-3-2'), text.indexOf('- id: PDS-A2-4-7-1'));
const inClause = (clause: string, from: string, to: string): readonly string[] => {
  if (!clause.includes(from)) throw new Error(`no ${from} in the clause`);
  return after(clause, clause.replace(from, to));
};

test.each(readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name)))(
  '%s does not differ from itself',
  (name) => {
    const shipped = read(readFileSync(join(folder, name), 'utf8'));
    expect(diffDocuments(shipped, shipped)).toEqual([]);
  },
);

test('an amount, before and after', () => {
  expect(inClause(FIRST, 'fixedYuan: 50000', 'fixedYuan: 60000.5'.replace('60000.5', "'60000.50'"))).toEqual([
    'PDS-A2-4-3-1“工业企业首次升规入统奖励”:奖励标准由“50,000.00元”改为“60,000.50元”。',
  ]);
});

test('a threshold: the condition on the same fact, before and after', () => {
  expect(inClause(SECOND, 'atLeast: 50000000', 'moreThan: 40000000')).toEqual([
    'PDS-A2-4-3-2“首次入统企业主营业务收入达标加奖”:条件由“年主营业务收入应不低于50,000,000.00元”改为“年主营业务收入应超过40,000,000.00元”。',
  ]);
});

test('a condition that is new and one that is gone', () => {
  const line = '        - { fact: applicant.kind, is: enterprise }\n';
  expect(inClause(FIRST, line, `${line}        - { fact: applicant.size, in: [small, micro] }\n`)).toEqual([
    'PDS-A2-4-3-1“工业企业首次升规入统奖励”:新增条件:企业规模应属于小型、微型。',
  ]);
  expect(inClause(FIRST, line, '')).toEqual([
    'PDS-A2-4-3-1“工业企业首次升规入统奖励”:删去条件:主体类型应为企业。',
  ]);
});

test('dates and the list of districts', () => {
  expect(after('issuedOn: 2022-05-24', 'issuedOn: 2022-05-25')).toEqual([
    '成文日期由“2022-05-24”改为“2022-05-25”。',
  ]);
  expect(after('values: [新华区, 卫东区,', 'values: [卫东区,')[0]).toBe(
    '名单“市内五区”由“新华区、卫东区、湛河区、城乡一体化示范区、高新区”改为“卫东区、湛河区、城乡一体化示范区、高新区”。',
  );
});

test('a preset of a reading', () => {
  const reading = text.slice(text.indexOf('  P-7:'), text.indexOf('lists:'));
  expect(after(reading, reading.replace('preset: ask', 'preset: full'))).toEqual([
    expect.stringMatching(/^口径P-7由“.*逐件由人工决定.*”改为“.*照给.*”。$/),
  ]);
});

test('clauses that are new or gone', () => {
  const without = { ...document, clauses: document.clauses.filter(({ id }) => id !== 'PDS-A2-4-3-1') };
  const gone = diffDocuments(document, without).find(({ kind }) => kind === 'clause');
  expect(gone).toMatchObject({
    clause: 'PDS-A2-4-3-1',
    after: null,
    text: expect.stringMatching(/^删去条款:PDS-A2-4-3-1/) as string,
  });
  const come = diffDocuments(without, document).find(({ kind }) => kind === 'clause');
  expect(come?.text).toBe('新增条款:PDS-A2-4-3-1“工业企业首次升规入统奖励”(附件2 四(三)),50,000.00元。');
});
