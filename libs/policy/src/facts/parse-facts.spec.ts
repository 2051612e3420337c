import { FACT_VOCABULARY, parseFacts, TITLE_CODES } from '../index';

const problemOf = (input: unknown) => {
  const parsed = parseFacts(input);
  return parsed.ok ? null : parsed.problems.map(({ fact }) => fact).join(' ');
};

describe('facts', () => {
  test('that are sound come back unchanged', () => {
    const facts = {
      evaluation_date: '2022-12-31',
      'applicant.city': '平顶山',
      'applicant.sectors': ['industrial', 'export'],
      'scale.first_entry': true,
      'person.age': 40,
      'revenue.main_business_yuan': '5000000000.01',
      'q1_2022.main_revenue_yoy_pct': '-3.123456',
      titles: [{ code: 'PROV_ZJTX', granted_on: '2022-03-01', first_ever: true }],
      standards: [],
      awards_paid: [{ clause: 'ZZ-2-2', amount_yuan: '500000', paid_on: '2022-12-01' }],
      decisions: [{ clause: 'JX-8-2', approved_ratio: '1.2' }],
      'reading.Z-2': 'wide',
    };
    expect(parseFacts(facts)).toEqual({ ok: true, facts });
  });

  test.each([
    ['no object', [], 'facts'],
    ['null', null, 'facts'],
    ['an unknown name', { 'applicant.town': 'x' }, 'applicant.town'],
    ['a field of a list as a fact', { 'titles[].code': 'PROV_ZJTX' }, 'titles[].code'],
    ['null for unknown', { 'scale.first_entry': null }, 'scale.first_entry'],
    ['text for a flag', { 'scale.first_entry': 'true' }, 'scale.first_entry'],
    ['a number for money', { 'revenue.main_business_yuan': 50000000 }, 'revenue.main_business_yuan'],
    ['three decimals of money', { 'revenue.main_business_yuan': '1.001' }, 'revenue.main_business_yuan'],
    ['separators', { 'revenue.main_business_yuan': '50,000' }, 'revenue.main_business_yuan'],
    ['an exponent', { 'revenue.main_business_yuan': '5e7' }, 'revenue.main_business_yuan'],
    [
      'more than can be counted',
      { 'revenue.main_business_yuan': '9'.repeat(20) },
      'revenue.main_business_yuan',
    ],
    ['a negative amount', { 'revenue.main_business_yuan': '-1' }, 'revenue.main_business_yuan'],
    ['text for a count', { 'person.age': '40' }, 'person.age'],
    ['half a person', { 'person.age': 40.5 }, 'person.age'],
    ['a day that does not exist', { evaluation_date: '2022-02-30' }, 'evaluation_date'],
    ['a time', { evaluation_date: '2022-12-31T00:00:00Z' }, 'evaluation_date'],
    ['a value outside the list', { 'applicant.kind': 'firm' }, 'applicant.kind'],
    ['a value named like a method', { 'applicant.kind': 'toString' }, 'applicant.kind'],
    ['text for a set', { 'applicant.sectors': 'industrial' }, 'applicant.sectors'],
    ['a set that repeats', { 'applicant.sectors': ['export', 'export'] }, 'applicant.sectors'],
    ['empty text', { 'applicant.county': ' ' }, 'applicant.county'],
    ['a city with its suffix', { 'applicant.city': '平顶山市' }, 'applicant.city'],
    ['a list that is none', { awards_paid: {} }, 'awards_paid'],
    ['a record that is none', { awards_paid: ['ZZ-2-1'] }, 'awards_paid[0]'],
    ['a record without its key', { awards_paid: [{ amount_yuan: '1' }] }, 'awards_paid[0].clause'],
    ['an unknown field', { titles: [{ code: 'PROV_ZJTX', colour: 'red' }] }, 'titles[0].colour'],
    ['a wrong field', { titles: [{ code: 'PROV_ZJTX', granted_on: 'May' }] }, 'titles[0].granted_on'],
    ['two wrong facts', { 'person.age': -1, 'scale.first_entry': 1 }, 'person.age scale.first_entry'],
  ])('with %s are refused by name', (_, input, fact) => {
    expect(problemOf(input)).toBe(fact);
  });

  // prettier-ignore
  test.each([
    ['a percent sign', { 'q1_2022.main_revenue_yoy_pct': '10%' }, '“10%”不是数字 → 只写数字和一个小数点,不写千分位逗号'],
    ['a percentage as a number', { 'zyec.local_use_pct': 80 }, '应为带引号的小数,以免丢失数位 → 写作 "50000.00",不写 50000.00'],
    ['万元 for yuan', { 'rent.monthly_yuan': '0.8万' }, '“0.8万”不是数字 → 只写数字和一个小数点,不写千分位逗号'],
    ['half a fen', { 'rent.monthly_yuan': '8000.005' }, '不是以元为单位的金额 → 最多两位小数,小于 90 万亿元'],
    ['a negative balance', { 'bank.loan_balance_end_yuan': '-0.01' }, '不能为负数 → 请核对正负号和数据来源'],
    ['person-years as a number', { 'apprentice.mid_person_years': 2.5 }, '应为带引号的小数,以免丢失数位 → 写作 "50000.00",不写 50000.00'],
    ['months with a fraction', { 'rent.lease_months': 8.5 }, '应为不小于 0 的整数 → 不加引号,不写小数'],
    ['months as text', { 'hire.contract_months': '12' }, '应为不小于 0 的整数 → 不加引号,不写小数'],
    ['a date in slashes', { 'bank.period_from': '2022/01/01' }, '应为真实存在的日期 → 写作 "2022-12-31"'],
    ['a date as a number', { 'county.redeemed_on': 20220630 }, '应为真实存在的日期 → 写作 "2022-12-31"'],
    ['a flag in Chinese', { 'tax.hardship': '是' }, '应为是或否 → 写 true 或 false,不加引号'],
    ['a flag as a number', { 'zyec.listed': 1 }, '应为是或否 → 写 true 或 false,不加引号'],
    ['a choice in Chinese', { 'rent.cause': '疫情' }, '"疫情" 不是可选的值 → 可选:epidemic、disaster、other'],
    ['a choice nearly right', { 'rent.landlord_type': 'state-owned' }, '"state-owned" 不是可选的值 → 应为 state_owned?'],
    ['a choice as a list', { 'platform.grade': ['first'] }, '["first"] 不是可选的值 → 可选:first、second、third'],
    ['a set with a stranger', { 'listing.nodes': ['listed'] }, '"listed" 不是可选的值 → 可选:tutoring_filing、application_accepted、listed_trading、csrc_overseas_approval、neeq_listed'],
    ['text that is a list', { 'applicant.county': ['新华区'] }, '应为文字 → 请填写名称;不清楚时留空'],
    ['a name nearly right', { 'rent.month_yuan': '8000' }, '没有这项数据 → 应为 rent.monthly_yuan?'],
    ['an unknown title', { titles: [{ code: 'PROV_ZJTZ' }] }, '"PROV_ZJTZ" 不是可选的值 → 应为 PROV_ZJTX?'],
    ['a ratio in percent', { decisions: [{ clause: 'HN-2-3-1', approved_ratio: '30%' }] }, '“30%”不是数字 → 只写数字和一个小数点,不写千分位逗号'],
  ])('with %s are told what is wrong and what to write', (_, input, answer) => {
    const parsed = parseFacts(input);
    expect(parsed.ok ? [] : parsed.problems.map(({ message, fix }) => `${message} → ${fix}`)).toEqual([answer]);
  });

  // prettier-ignore
  test.each([
    ['no income at all', { 'revenue.main_business_yuan': '0' }],
    ['a zero with a sign', { 'revenue.main_business_yuan': '-0.00' }],
    ['nobody', { 'person.age': 0 }],
    ['whole fen', { 'rent.monthly_yuan': '8000.01' }],
    ['more than two decimals where it is no money', { 'apprentice.mid_person_years': '2.125' }],
    ['a percentage that fell', { 'q1_2022.main_revenue_yoy_pct': '-0.001' }],
    ['a city whose name has such a character within', { 'applicant.city': '沙市区' }],
    ['a county, whose suffix belongs to its name', { 'applicant.county': '城市' }],
    ['a city of one character', { 'applicant.city': '市' }],
    ['a name as long as one may be', { 'applicant.county': '区'.repeat(500) }],
    ['a set of none', { 'applicant.sectors': [] }],
    ['as many records as a list may have', { awards_paid: Array(10_000).fill({ clause: 'A' }) }],
    ['a standard by its kind', { standards: [{ kind: 'international' }] }],
  ])('with %s are sound', (_, facts) => {
    expect(parseFacts(facts)).toEqual({ ok: true, facts });
  });

  // prettier-ignore
  test.each([
    ['the smallest negative of what is no money', { 'apprentice.mid_person_years': '-0.5' }, 'apprentice.mid_person_years: 不能为负数 → 请核对正负号和数据来源'],
    ['three decimals of money a month', { 'rent.monthly_yuan': '1.001' }, 'rent.monthly_yuan: 不是以元为单位的金额 → 最多两位小数,小于 90 万亿元'],
    ['a name too long by one', { 'applicant.county': '区'.repeat(501) }, 'applicant.county: 超过 500 字 → 请缩短'],
    ['a province with its suffix', { 'applicant.province': '河南省' }, 'applicant.province: “河南省”多了后缀 → 请写“河南”'],
    ['a number for text', { 'applicant.county': 5 }, 'applicant.county: 应为文字 → 请填写名称;不清楚时留空'],
    ['a number for a choice', { 'platform.grade': 7 }, 'platform.grade: 7 不是可选的值 → 可选:first、second、third'],
    ['text for a set', { 'applicant.sectors': 'export' }, 'applicant.sectors: 应为列表 → 写作 ["industrial"];没有时写 []'],
    ['a set that repeats', { 'applicant.sectors': ['export', 'export'] }, 'applicant.sectors: 有重复的值 → 每个值只写一次'],
    ['a set of which the last is a stranger', { 'applicant.sectors': ['export', '@@@@@@@@@@'] }, 'applicant.sectors: "@@@@@@@@@@" 不是可选的值 → 可选:industrial、manufacturing、commerce、service、export、foreign_invested'],
    ['nothing where a choice belongs', { 'platform.grade': undefined }, 'platform.grade: undefined 不是可选的值 → 可选:first、second、third'],
    ['one record too many', { awards_paid: Array(10_001).fill({ clause: 'A' }) }, 'awards_paid: 应为不超过 10000 条的列表 → 没有时写 []'],
    ['a record that is null', { awards_paid: [{ clause: 'A' }, null] }, 'awards_paid[1]: 应为一条记录 → 写作 {"…": …}'],
    ['a record that is a list', { awards_paid: [[]] }, 'awards_paid[0]: 应为一条记录 → 写作 {"…": …}'],
    ['a title without its code', { titles: [{}] }, 'titles[0].code: 缺少 → 每条记录都要有此项'],
    ['a standard without its kind', { standards: [{}] }, 'standards[0].kind: 缺少 → 每条记录都要有此项'],
    ['a decision without its clause', { decisions: [{}] }, 'decisions[0].clause: 缺少 → 每条记录都要有此项'],
    ['a name like no other', { 'zzzzzzzzzzzz': 1 }, 'zzzzzzzzzzzz: 没有这项数据 → 请查看数据项目录'],
    ['a list nearly right', { award_paid: [] }, 'award_paid: 没有这项数据 → 应为 awards_paid?'],
    ['a field nearly right', { titles: [{ code: 'PROV_ZJTX', grantedon: '2022-03-01' }] }, 'titles[0].grantedon: 没有这项数据 → 应为 titles[].granted_on?'],
    ['a field of a list as a fact', { 'titles[].code': 'PROV_ZJTX' }, 'titles[].code: 没有这项数据 → 应为 titles[].code?'],
    ['no object', 'facts', 'facts: 应为一个对象 → 写作 {"applicant.city": "…"}'],
  ])('with %s are answered', (_, input, answer) => {
    const parsed = parseFacts(input);
    expect(parsed.ok ? [] : parsed.problems.map(({ fact, message, fix }) => `${fact}: ${message} → ${fix}`)).toEqual([answer]);
  });

  test('what was written is quoted in an answer, but never at length', () => {
    const long = 'x'.repeat(5000);
    const answers = [
      { [long]: 1 },
      { titles: [{ code: 'PROV_ZJTX', [long]: 1 }] },
      { 'person.age': 1, 'rent.monthly_yuan': long },
      { 'applicant.kind': long },
    ];
    const parsed = answers.map((facts) => parseFacts(facts));
    for (const each of parsed) {
      const [problem] = each.ok ? [] : each.problems;
      expect(`${problem?.fact} ${problem?.message} ${problem?.fix}`).toMatch(/x{10}/);
      expect(`${problem?.fact} ${problem?.message} ${problem?.fix}`.length).toBeLessThan(300);
    }
  });

  test('named like parts of the language do no harm', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__": {"scale.first_entry": true}, "constructor": 1, "awards_paid": [{"__proto__": 1, "clause": "A"}]}',
    );
    expect(problemOf(hostile)).toBe('__proto__ constructor awards_paid[0].__proto__');
    expect(({} as Record<string, unknown>)['scale.first_entry']).toBeUndefined();
  });

  test('many wrong ones are reported up to a limit', () => {
    const parsed = parseFacts(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x.${i}`, 1])));
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(50);
    const listed = parseFacts({ titles: Array(5000).fill({ code: 5 }), 'scale.first_entry': 1 });
    expect(listed.ok ? 0 : listed.problems.length).toBe(50);
  });

  test('of many values the first fourteen are named', () => {
    const parsed = parseFacts({ titles: [{ code: '@' }] });
    const [fix = ''] = parsed.ok ? [] : parsed.problems.map((problem) => problem.fix);
    expect(fix.replace('可选:', '').split('、')).toEqual(Object.keys(TITLE_CODES).slice(0, 14));
  });

  test('have unique names, Chinese meanings, and values exactly where they are chosen', () => {
    expect(new Set(FACT_VOCABULARY.map(({ name }) => name)).size).toBe(FACT_VOCABULARY.length);
    for (const { type, meaning, source, values } of FACT_VOCABULARY) {
      expect(meaning).toMatch(/\p{Script=Han}/u);
      expect(source).not.toBe('');
      expect(values !== null).toBe(type === 'enum' || type === 'set');
    }
  });
});
