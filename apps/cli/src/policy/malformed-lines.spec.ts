import { PassThrough, Readable } from 'node:stream';
import { runPolicyCommand } from './policy-command';

const facts = (text: string): string => `{"id":"a","facts":{${text}}}`;

/** What somebody may send by mistake or malice, and by which code and words it is answered; null: it is fine. */
const LINES: readonly [what: string, line: string, code: string | null, says?: RegExp][] = [
  ['no JSON', 'applicant.kind=enterprise', 'not-json', /not JSON/],
  ['half a line', '{"id":"a","facts":{"applicant.kind":"ent', 'not-json', /not JSON/],
  ['two objects on a line', '{"facts":{}}{"facts":{}}', 'not-json', /not JSON/],
  ['a trailing comma', '{"facts":{},}', 'not-json', /not JSON/],
  ['single quotes', `{'facts':{}}`, 'not-json', /not JSON/],
  ['NaN', facts('"applicant.headcount":NaN'), 'not-json', /not JSON/],
  ['a list', '[{"facts":{}}]', 'not-an-object'],
  ['null', 'null', 'not-an-object'],
  ['a text', '"facts"', 'not-an-object'],
  ['no facts', '{"id":"a"}', 'bad-line', /no facts/],
  [
    'facts beside facts',
    '{"facts":{},"applicant.kind":"enterprise"}',
    'bad-line',
    /unknown key "applicant\.kind"/,
  ],
  [
    'a fact given twice',
    facts('"scale.first_entry":true,"scale.first_entry":false'),
    'name-twice',
    /"scale\.first_entry" is given twice/,
  ],
  [
    'a fact given twice, once in escapes',
    facts('"scale.first_entry":true,"scale.first\\u005fentry":false'),
    'name-twice',
  ],
  [
    'facts given twice',
    '{"facts":{},"facts":{"scale.first_entry":true}}',
    'name-twice',
    /"facts" is given twice/,
  ],
  [
    'a field of a title given twice',
    facts('"titles":[{"code":"A","code":"B"}]'),
    'name-twice',
    /"code" is given twice/,
  ],
  ['facts as a list', '{"facts":[]}', 'bad-facts'],
  ['facts as null', '{"facts":null}', 'bad-facts'],
  ['an unknown fact', facts('"applicant.knid":"enterprise"'), 'bad-facts', /applicant\.knid/],
  ['a prototype', facts('"__proto__":{"applicant.kind":"enterprise"}'), 'bad-facts', /__proto__/],
  [
    'money as a number',
    facts('"revenue.main_business_yuan":50000000.5'),
    'bad-facts',
    /revenue\.main_business_yuan/,
  ],
  [
    'money with a unit',
    facts('"revenue.main_business_yuan":"5000万元"'),
    'bad-facts',
    /revenue\.main_business_yuan/,
  ],
  [
    'money with separators',
    facts('"revenue.main_business_yuan":"50,000,000"'),
    'bad-facts',
    /revenue\.main_business_yuan/,
  ],
  ['a yes in words', facts('"scale.first_entry":"是"'), 'bad-facts', /scale\.first_entry/],
  ['a day that is none', facts('"evaluation_date":"2022-02-30"'), 'bad-facts', /evaluation_date/],
  ['a day with slashes', facts('"evaluation_date":"2022/12/31"'), 'bad-facts', /evaluation_date/],
  ['null for unknown', facts('"scale.first_entry":null'), 'bad-facts', /scale\.first_entry/],
  ['a megabyte', facts(`"applicant.kind":"${'x'.repeat(1_000_000)}"`), 'line-too-long', /characters/],
  ['deeply nested', facts(`"titles":${'['.repeat(5000)}${']'.repeat(5000)}`), 'bad-facts', /titles/],
  ['a byte order mark', '\uFEFF{"facts":{}}', null],
  ['spaces around', '   {"facts":{}}   ', null],
  [
    'a name said again in another object',
    facts('"titles":[{"code":"PROV_ZJTX"},{"code":"PROV_ZJTX"}]'),
    null,
  ],
  ['quotes and colons inside a text', '{"id":"\\"a\\": {","facts":{}}', null],
];

interface Answer {
  results?: unknown[];
  error?: { code: string; line: number; message: string; fix: string };
}

it('each line is answered on its own: a good one as ever, a bad one with its number, what is wrong and how to mend it', async () => {
  const good = '{"id":"good","facts":{}}';
  const input = LINES.flatMap(([, line]) => [line, good]).join('\n');
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const out = stdout.toArray();
  stderr.resume();
  const code = await runPolicyCommand(['evaluate'], {
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    stderr,
  });
  stdout.end();
  stderr.end();
  const answers = (await out)
    .map(String)
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  expect(code).toBe(1);
  expect(answers).toHaveLength(2 * LINES.length);
  for (const [index, [what, , wanted, says]] of LINES.entries()) {
    const [answer, neighbour] = [answers[2 * index], answers[2 * index + 1]];
    expect({ what, code: answer?.error?.code ?? null }).toEqual({ what, code: wanted });
    expect(neighbour).toEqual({ id: 'good', results: [] });
    if (wanted === null) continue;
    expect({ what, line: answer?.error?.line }).toEqual({ what, line: 2 * index + 1 });
    expect(`${what}: ${answer?.error?.message}`).toMatch(says ?? /./);
    expect(`${what}: ${answer?.error?.fix}`).toMatch(/: .{5,}/);
  }
});
