import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runPolicyCommand } from './policy-command';
import { DOCUMENTS_FOLDER } from './policy-files';

jest.setTimeout(60_000);

const DOCUMENT = 'pingdingshan-2022-15.yaml';
const CASES = 'pingdingshan-2022-15.cases.yaml';
const FACTS = {
  'applicant.kind': 'enterprise',
  'applicant.city': '平顶山',
  'applicant.county': '新华区',
  'applicant.sectors': ['industrial'],
  'scale.first_entry': true,
  'revenue.main_business_yuan': '50000000',
};

async function run(argv: string[], input = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const read = async (stream: PassThrough) => (await stream.toArray()).map(String).join('');
  const texts = Promise.all([read(stdout), read(stderr)]);
  const code = await runPolicyCommand(argv, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { code, out, err, lines: out.split('\n').filter((line) => line !== '') };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('policy check', () => {
  test('finds nothing wrong with the documents of the project', async () => {
    const { code, out } = await run(['check']);
    expect(out).toMatch(/documents, \d+ clauses, \d+ cases: no problems\n$/);
    expect(code).toBe(0);
  });

  test('prints each problem with file and line and ends with 1', async () => {
    const document = await readFile(join(DOCUMENTS_FOLDER, DOCUMENT), 'utf8');
    const cases = await readFile(join(DOCUMENTS_FOLDER, CASES), 'utf8');
    await writeFile(join(folder, 'a.yaml'), document.replace('fixedYuan: 50000', 'fixedYuan: 60000'));
    await writeFile(join(folder, 'a.cases.yaml'), cases);
    await writeFile(join(folder, 'b.yaml'), document.replace('document: ping', 'document: pong'));
    await writeFile(join(folder, 'c.yaml'), 'document: [');
    const { code, out } = await run(['check', '--documents', folder]);
    expect(code).toBe(1);
    expect(out).toMatch(/a\.cases\.yaml:\d+:1 case-failed: .*60000\.00 yuan, expected 50000\.00 yuan/);
    expect(out).toMatch(/b\.yaml:1:1 no-cases/);
    expect(out).toMatch(/b\.yaml:\d+:1 duplicate-clause: clause PDS-A2-4-3-1 is also in .*a\.yaml/);
    expect(out).toMatch(/c\.yaml:1:\d+ yaml-syntax/);
  });
});

describe('policy list', () => {
  test('gives every clause as JSON', async () => {
    const { code, out } = await run(['list', '--json']);
    const clauses = JSON.parse(out) as Record<string, unknown>[];
    expect(code).toBe(0);
    expect(clauses).toContainEqual({
      id: 'PDS-A2-4-3-2',
      document: '平政办〔2022〕15号',
      article: '附件2 四(三)',
      title: expect.any(String),
      kind: 'threshold_addon',
      treatment: 'award',
      payable: true,
    });
    expect(clauses).toContainEqual(expect.objectContaining({ id: 'PDS-0-R1', kind: 'rule', payable: false }));
  });

  test('gives a table without --json', async () => {
    const { lines } = await run(['list']);
    expect(lines[0]).toMatch(/^id +document +article +kind/);
    expect(lines.length).toBeGreaterThan(4);
  });
});

describe('policy evaluate', () => {
  test('answers each line in order and nothing beyond the contract', async () => {
    const input = [
      { id: 'a', facts: FACTS },
      { facts: {} },
      { id: 3, facts: { ...FACTS, 'applicant.county': '叶县' } },
    ];
    const { code, lines } = await run(['evaluate'], input.map((line) => JSON.stringify(line)).join('\r\n'));
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        id: 'a',
        results: [
          {
            clause: 'PDS-A2-4-3-1',
            status: 'determined',
            amountFen: 5000000,
            payable: true,
            splitFen: { city: 2500000, county: 2500000 },
          },
          {
            clause: 'PDS-A2-4-3-2',
            status: 'determined',
            amountFen: 3000000,
            payable: true,
            splitFen: { city: 1500000, county: 1500000 },
          },
        ],
      },
      { results: [] },
      {
        id: 3,
        results: [
          expect.objectContaining({ splitFen: { county: 5000000 } }),
          expect.objectContaining({ splitFen: { county: 3000000 } }),
        ],
      },
    ]);
  });

  test('answers a bad line by its error, the others as usual, and ends with 1', async () => {
    const bad = [
      '{',
      '[]',
      '{"id":"x"}',
      '{"id":"y","facts":{},"extra":1}',
      '{"id":"z","facts":{"applicant.kind":"firm"}}',
    ];
    const input = ['\uFEFF{"id":"first","facts":{}}', ...bad, '', '{"id":"last","facts":{}}'].join('\n');
    const { code, lines, err } = await run(['evaluate'], input);
    const answers = lines.map(
      (line) => JSON.parse(line) as { id: unknown; error?: { code: string; message: string } },
    );
    expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
      ['first', undefined],
      [null, 'not-json'],
      [null, 'not-an-object'],
      ['x', 'bad-line'],
      ['y', 'bad-line'],
      ['z', 'bad-facts'],
      ['last', undefined],
    ]);
    expect(answers[5]?.error?.message).toMatch(/^applicant\.kind "firm" 不是可选的值/);
    expect(code).toBe(1);
    expect(err).toMatch(/^5 lines/);
  });

  test('--explain adds traces and what does not apply; --in reads a file', async () => {
    const file = join(folder, 'in.ndjson');
    await writeFile(file, JSON.stringify({ id: 'a', facts: { ...FACTS, 'scale.first_entry': false } }));
    const { lines } = await run(['evaluate', '--explain', '--in', file]);
    const explained = JSON.parse(lines[0] ?? '') as { results: { clause: string }[] };
    const results = explained.results.filter(({ clause }) => /^PDS-A2-4-3-[12]$/.test(clause));
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({
      status: 'not-triggered',
      trace: { clause: 'PDS-A2-4-3-1' },
      explanation: expect.stringMatching(
        /^依据平政办〔2022〕15号.+首次纳入规模以上统计为否,应为是。$/,
      ) as string,
      factsUsed: expect.any(Array),
    });
  });

  test('streams: an answer comes before the input ends', async () => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const done = runPolicyCommand(['evaluate'], { stdin, stdout, stderr });
    const first = new Promise((resolve) => stdout.once('data', resolve));
    stdin.write('{"id":1,"facts":{}}\n');
    expect(String(await first)).toBe('{"id":1,"results":[]}\n');
    stdin.end();
    expect(await done).toBe(0);
  });

  test('a file that is not there is said plainly', async () => {
    const { code, err } = await run(['evaluate', '--in', join(folder, 'none')]);
    expect(code).toBe(1);
    expect(err).toMatch(/^policy: ENOENT/);
  });

  test('a folder in the place of a file is said plainly', async () => {
    for (const command of ['evaluate', 'explain', 'replay']) {
      const { code, err, out } = await run([command, '--in', folder]);
      expect({ code, err, out }).toEqual({
        code: 1,
        err: `policy: ${folder} is a folder, not a file of lines\n`,
        out: '',
      });
    }
  });

  test('a folder without a policy document is no law under which nobody is owed anything', async () => {
    for (const command of ['check', 'list', 'evaluate']) {
      const { code, err, out } = await run(
        [command, '--documents', folder],
        JSON.stringify({ facts: FACTS }),
      );
      expect({ code, err, out }).toEqual({
        code: 1,
        err: `policy: there is no policy document (.yaml) in ${folder}\n`,
        out: '',
      });
    }
  });
});

describe('policy explain', () => {
  test('says in Chinese what each clause comes to, and of one that does not apply every reason', async () => {
    const facts = {
      ...FACTS,
      'revenue.main_business_yuan': '49999999.99',
      'applicant.sectors': ['commerce'],
    };
    const input = [{ id: 'a', facts: FACTS }, { facts }, { id: 'c', facts: { 'applicant.kind': 1 } }];
    const text = input.map((line) => JSON.stringify(line)).join('\n');
    const { code, out } = await run(['explain'], text);
    expect(out).toMatch(/^# a\nPDS-A2-4-3-1\n {2}依据平政办.+结论:符合条件,核定50,000\.00元.伍万元整.。\n/);
    expect(out).toContain('\n# 第2行\nPDS-A2-4-3-1\n');
    expect(out).toMatch(/\n# c\napplicant\.kind .+\n$/);
    expect(code).toBe(1);
    const one = await run(['explain', '--clause', 'PDS-A2-4-3-2'], text.split('\n')[1]);
    expect(one.out).toMatch(
      /结论:不符合条件:所属行业为商贸,应包括工业;年主营业务收入为49,999,999.99元,应不低于50,000,000.00元。\n$/,
    );
    expect((await run(['explain', '--clause', 'NO-1'], text)).out).toContain('没有编号为 NO-1 的可核定条款');
    expect((await run(['explain'], '{"facts":{}}')).out).toBe('# 第1行\n没有与之有关的条款。\n');
  });
});

describe('--reading', () => {
  const AWARD = 'PDS-A3-2-2-3';
  /** Recognised the day before the document was issued: reading X-5 says whether that counts, and asks a person. */
  const BEFORE_ISSUE = {
    ...{ 'applicant.kind': 'enterprise', 'applicant.province': '河南', 'applicant.city': '平顶山' },
    ...{ 'applicant.county': '新华区', 'applicant.sectors': ['industrial'], evaluation_date: '2022-12-31' },
    titles: [
      { id: 't', code: 'PROV_ZJTX', granted_on: '2022-05-23', granted_city: '平顶山', first_ever: true },
    ],
  };
  const line = JSON.stringify({ id: 'a', facts: BEFORE_ISSUE });
  const verdict = async (...switches: string[]) => {
    const { lines, code, err } = await run(['evaluate', ...switches], line);
    expect([code, err]).toEqual([0, '']);
    const { results } = JSON.parse(lines[0] ?? '') as {
      results: { clause: string; status: string; amountFen?: number; splitFen?: object }[];
    };
    const found = results.find(({ clause }) => clause === AWARD);
    return found && [found.status, found.amountFen, found.splitFen];
  };

  // prettier-ignore
  test.each<[what: string, switches: string[], wanted: unknown]>([
    ['nothing is switched: a person is asked', [], ['needs-decision', undefined, undefined]],
    ['given', ['pingdingshan-2022-15/X-5=full'], ['determined', 20_000_000, { city: 10_000_000, county: 10_000_000 }]],
    ['not given', ['pingdingshan-2022-15/X-5=nothing'], undefined],
    ['left to a person in so many words', ['pingdingshan-2022-15/X-5=ask'], ['needs-decision', undefined, undefined]],
    ['switched in another document', ['zhengzhou-2022-36/X-5=full'], ['needs-decision', undefined, undefined]],
    ['two readings at once', ['pingdingshan-2022-15/X-5=full', 'P-2=special-fund'], ['determined', 20_000_000, { city: 20_000_000 }]],
  ])('%s', async (_, switches, wanted) => {
    expect(await verdict(...switches.flatMap((each) => ['--reading', each]))).toEqual(wanted);
  });

  test('explain and ladder follow it as well', async () => {
    const explained = async (option: string) =>
      (await run(['explain', '--clause', AWARD, '--reading', `pingdingshan-2022-15/X-5=${option}`], line))
        .out;
    expect(await explained('full')).toMatch(/按政策口径:照给\(口径X-5\).*核定200,000\.00元/);
    expect(await explained('nothing')).toMatch(/按政策口径:只给印发后认定的\(口径X-5\).*结论:(?!符合条件)/);
    const ladder = async (...switches: string[]) => (await run(['ladder', ...switches], line)).out;
    const plain = await ladder();
    expect(await ladder('--reading', 'P-2=document-rule')).toBe(plain);
    const split = (said: string) => /市级承担[^;。]*元/.exec(said.slice(said.indexOf('PDS-A3-2-2-2')))?.[0];
    expect([split(plain), split(await ladder('--reading', 'P-2=special-fund'))]).toEqual([
      '市级承担250,000.00元、县(市、区)级承担250,000.00元',
      '市级承担500,000.00元',
    ]);
  });

  // prettier-ignore
  test.each([
    ['X-5', /^policy: --reading: "X-5" switches no reading \(write READING=OPTION or DOCUMENT\/READING=OPTION\)\n$/],
    ['P-2=', /"P-2=" switches no reading/],
    ['=full', /"=full" switches no reading/],
    ['P-2=a=b', /"P-2=a=b" switches no reading/],
    ['P-2000=full', /there is no reading "P-2000" \(one of: .*pingdingshan-2022-15\/P-2, .*zhengzhou-2022-36\/X-5/],
    ['zhengzhou-2022-36/P-2=special-fund', /there is no reading "P-2" in zhengzhou-2022-36 \(one of: zhengzhou-2022-36\/X-5/],
    ['pds/P-2=special-fund', /there is no document "pds" \(one of: henan-zjtx-measures, .*pingdingshan-2022-15/],
    ['P-2=half', /reading "P-2" of pingdingshan-2022-15 has no option "half" \(one of: document-rule, special-fund\)/],
    ['P-2=ask', /reading "P-2" of pingdingshan-2022-15 has no option "ask"/],
    ['pingdingshan-2022-15/X-5=constructor', /has no option "constructor" \(one of: full, nothing, ask\)/],
    ['P-3=by-power', /"P-3" is written into the clauses of pingdingshan-2022-15 \(another option is a new version/],
    ['X-5=full', /clauses of henan-zjtx-measures \(name the document: pingdingshan-2022-15\/X-5=full, zhengzhou-2022-36\/X-5=full\)/],
  ])('%s is refused before anything is determined', async (switched, says) => {
    const { code, out, err } = await run(['evaluate', '--reading', switched], line);
    expect(err).toMatch(says);
    expect([code, out]).toEqual([2, '']);
  });

  test('one reading is not said twice', async () => {
    const twice = ['--reading', 'P-2=special-fund', '--reading', 'pingdingshan-2022-15/P-2=document-rule'];
    expect(await run(['explain', ...twice], line)).toMatchObject({
      code: 2,
      err: 'policy: --reading: reading "P-2" of pingdingshan-2022-15 is switched twice (say it once)\n',
    });
  });
});

describe('policy compare', () => {
  test('says a sentence for each change, the same as data, and what cannot be read', async () => {
    const document = await readFile(join(DOCUMENTS_FOLDER, DOCUMENT), 'utf8');
    const [from, to] = [join(DOCUMENTS_FOLDER, DOCUMENT), join(folder, 'new.yaml')];
    await writeFile(to, document.replace('fixedYuan: 50000', 'fixedYuan: 60000'));
    const { code, out } = await run(['compare', '--from', from, '--to', to]);
    expect(out).toBe('PDS-A2-4-3-1“工业企业首次升规入统奖励”:奖励标准由“50,000.00元”改为“60,000.00元”。\n');
    expect(code).toBe(0);
    const data = JSON.parse((await run(['compare', '--json', '--from', from, '--to', to])).out) as object[];
    expect(data).toEqual([expect.objectContaining({ kind: 'amount', clause: 'PDS-A2-4-3-1' })]);
    expect((await run(['compare', '--from', from, '--to', from])).out).toBe('两个版本没有差别。\n');
    await writeFile(to, 'document: [');
    expect(await run(['compare', '--from', from, '--to', to])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/new\.yaml:1:\d+ yaml-syntax/) as string,
    });
  });
});

test.each([
  [[]],
  [['chek']],
  [['constructor']],
  [['check', 'now']],
  [['check', '--json']],
  [['list', '--explain']],
  [['evaluate', '--nonsense']],
  [['evaluate', '--in']],
  [['evaluate', '--clause', 'ZZ-2-1']],
  [['compare', '--from', 'a.yaml']],
  [['compare', '--from', 'a.yaml', '--to', 'b.yaml', '--reading', 'P-2=special-fund']],
  [['check', '--reading', 'P-2=special-fund']],
])('wrong usage %j shows the usage and ends with 2', async (argv) => {
  const { code, err, out } = await run(argv);
  expect(code).toBe(2);
  expect(err).toMatch(/^policy: .+\n\nUsage: /);
  expect(out).toBe('');
});

test('--help shows the usage and ends with 0', async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: ') });
});

describe('policy replay', () => {
  const golden = join(DOCUMENTS_FOLDER, '../golden/semantics-1.ndjson');

  test('the corpus of the project comes out as it was recorded', async () => {
    const { code, lines } = await run(['replay', '--in', golden]);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ different: 0, unreadable: 0 });
    expect(code).toBe(0);
  });

  test('says by line what differs and ends with 1', async () => {
    const [law = '', first = ''] = (await readFile(golden, 'utf8')).split('\n');
    const changed = first.replace(/"status":"[a-z-]+"/, '"status":"refused"');
    const { code, lines } = await run(['replay'], [law, changed, 'x'].join('\n'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        line: 2,
        differences: [expect.objectContaining({ field: 'status', before: 'refused' })],
      }),
      expect.objectContaining({ line: 3, problem: expect.stringContaining('expected') as string }),
      expect.objectContaining({ different: 1, unreadable: 1 }),
    ]);
    expect(code).toBe(1);
  });

  test('--today says what the documents of today would make of it, which is no failure', async () => {
    const documents = await readFile(join(DOCUMENTS_FOLDER, DOCUMENT), 'utf8');
    await writeFile(join(folder, DOCUMENT), documents.replace('fixedYuan: 50000', 'fixedYuan: 60000'));
    const law = { law: 'then', text: documents };
    const results = [{ clause: 'PDS-A2-4-3-1', status: 'determined', amountFen: 5_000_000 }];
    const input = [law, { law: 'then', facts: FACTS, results }]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const { code, lines } = await run(['replay', '--today', '--documents', folder], input);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      clause: 'PDS-A2-4-3-1',
      differences: expect.arrayContaining([
        { field: 'amountFen', before: 5_000_000, after: 6_000_000 },
      ]) as object[],
    });
    expect(code).toBe(0);
    await rm(join(folder, DOCUMENT));
    const gone = await run(['replay', '--today', '--documents', folder], input);
    expect(gone.out).toContain('there is no document pingdingshan-2022-15 today');
    expect(gone.code).toBe(1);
  });

  test('nothing to replay is no success', async () => {
    expect((await run(['replay'], '')).code).toBe(1);
  });
});

describe('policy ladder', () => {
  test('says for each line where the applicant stands, what the next title asks and what it would bring', async () => {
    const facts = {
      ...FACTS,
      evaluation_date: '2023-06-30',
      'applicant.province': '河南',
      'applicant.city': '郑州',
      'applicant.size': 'small',
      'revenue.operating_yuan': '9999999.99',
      titles: [{ code: 'INNOVATIVE_SME', granted_on: '2022-05-01' }],
    };
    const { code, lines } = await run(['ladder'], `${JSON.stringify({ id: 'A', facts })}\n{"facts": 1}\n`);
    expect(code).toBe(1);
    const [answer, refused] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answer).toMatchObject({
      id: 'A',
      ladder: {
        held: ['INNOVATIVE_SME'],
        next: { code: 'PROV_ZJTX', awards: [{ clause: 'ZZ-2-2', amountFen: 50_000_000 }] },
      },
    });
    expect(refused).toMatchObject({ error: { line: 2, code: 'bad-facts' } });
  });
});
