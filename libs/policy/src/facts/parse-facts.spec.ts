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
    ['a percent sign', { 'q1_2022.main_revenue_yoy_pct': '10%' }, '"10%" is not a decimal → digits with at most one point, no separators'],
    ['a percentage as a number', { 'zyec.local_use_pct': 80 }, 'must be a decimal in quotes, so that no digit is lost → write "50000.00", not 50000.00'],
    ['万元 for yuan', { 'rent.monthly_yuan': '0.8万' }, '"0.8万" is not a decimal → digits with at most one point, no separators'],
    ['half a fen', { 'rent.monthly_yuan': '8000.005' }, 'is not an amount in yuan → at most two decimals and below 90 万亿元'],
    ['a negative balance', { 'bank.loan_balance_end_yuan': '-0.01' }, 'must not be negative → check the sign and the source'],
    ['person-years as a number', { 'apprentice.mid_person_years': 2.5 }, 'must be a decimal in quotes, so that no digit is lost → write "50000.00", not 50000.00'],
    ['months with a fraction', { 'rent.lease_months': 8.5 }, 'must be a whole number, 0 or more → without quotes or decimals'],
    ['months as text', { 'hire.contract_months': '12' }, 'must be a whole number, 0 or more → without quotes or decimals'],
    ['a date in slashes', { 'bank.period_from': '2022/01/01' }, 'must be a date that exists → write "2022-12-31"'],
    ['a date as a number', { 'county.redeemed_on': 20220630 }, 'must be a date that exists → write "2022-12-31"'],
    ['a flag in Chinese', { 'tax.hardship': '是' }, 'must be true or false → without quotes'],
    ['a flag as a number', { 'zyec.listed': 1 }, 'must be true or false → without quotes'],
    ['a choice in Chinese', { 'rent.cause': '疫情' }, '"疫情" is not one of its values → one of: epidemic, disaster, other'],
    ['a choice nearly right', { 'rent.landlord_type': 'state-owned' }, '"state-owned" is not one of its values → did you mean state_owned?'],
    ['a choice as a list', { 'platform.grade': ['first'] }, '["first"] is not one of its values → one of: first, second, third'],
    ['a set with a stranger', { 'listing.nodes': ['listed'] }, '"listed" is not one of its values → one of: tutoring_filing, application_accepted, listed_trading, csrc_overseas_approval, neeq_listed'],
    ['text that is a list', { 'applicant.county': ['新华区'] }, 'must be text → write the name, or leave the fact out when it is unknown'],
    ['a name nearly right', { 'rent.month_yuan': '8000' }, 'is not a fact → did you mean rent.monthly_yuan?'],
    ['an unknown title', { titles: [{ code: 'PROV_ZJTZ' }] }, '"PROV_ZJTZ" is not one of its values → did you mean PROV_ZJTX?'],
    ['a ratio in percent', { decisions: [{ clause: 'HN-2-3-1', approved_ratio: '30%' }] }, '"30%" is not a decimal → digits with at most one point, no separators'],
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
    ['the smallest negative of what is no money', { 'apprentice.mid_person_years': '-0.5' }, 'apprentice.mid_person_years: must not be negative → check the sign and the source'],
    ['three decimals of money a month', { 'rent.monthly_yuan': '1.001' }, 'rent.monthly_yuan: is not an amount in yuan → at most two decimals and below 90 万亿元'],
    ['a name too long by one', { 'applicant.county': '区'.repeat(501) }, 'applicant.county: is longer than 500 characters → shorten it'],
    ['a province with its suffix', { 'applicant.province': '河南省' }, 'applicant.province: "河南省" carries a suffix → write "河南"'],
    ['a number for text', { 'applicant.county': 5 }, 'applicant.county: must be text → write the name, or leave the fact out when it is unknown'],
    ['a number for a choice', { 'platform.grade': 7 }, 'platform.grade: 7 is not one of its values → one of: first, second, third'],
    ['text for a set', { 'applicant.sectors': 'export' }, 'applicant.sectors: must be a list → write ["industrial"], or [] for none'],
    ['a set that repeats', { 'applicant.sectors': ['export', 'export'] }, 'applicant.sectors: names a value twice → once each'],
    ['a set of which the last is a stranger', { 'applicant.sectors': ['export', '@@@@@@@@@@'] }, 'applicant.sectors: "@@@@@@@@@@" is not one of its values → one of: industrial, manufacturing, commerce, service, export, foreign_invested'],
    ['nothing where a choice belongs', { 'platform.grade': undefined }, 'platform.grade: undefined is not one of its values → one of: first, second, third'],
    ['one record too many', { awards_paid: Array(10_001).fill({ clause: 'A' }) }, 'awards_paid: must be a list of at most 10000 records → [] for none'],
    ['a record that is null', { awards_paid: [{ clause: 'A' }, null] }, 'awards_paid[1]: must be a record → write {"…": …}'],
    ['a record that is a list', { awards_paid: [[]] }, 'awards_paid[0]: must be a record → write {"…": …}'],
    ['a title without its code', { titles: [{}] }, 'titles[0].code: is missing → every record needs it'],
    ['a standard without its kind', { standards: [{}] }, 'standards[0].kind: is missing → every record needs it'],
    ['a decision without its clause', { decisions: [{}] }, 'decisions[0].clause: is missing → every record needs it'],
    ['a name like no other', { 'zzzzzzzzzzzz': 1 }, 'zzzzzzzzzzzz: is not a fact → see the fact vocabulary'],
    ['a list nearly right', { award_paid: [] }, 'award_paid: is not a fact → did you mean awards_paid?'],
    ['a field nearly right', { titles: [{ code: 'PROV_ZJTX', grantedon: '2022-03-01' }] }, 'titles[0].grantedon: is not a fact → did you mean titles[].granted_on?'],
    ['a field of a list as a fact', { 'titles[].code': 'PROV_ZJTX' }, 'titles[].code: is not a fact → did you mean titles[].code?'],
    ['no object', 'facts', 'facts: must be an object → {"applicant.city": "…"}'],
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
    expect(fix.replace('one of: ', '').split(', ')).toEqual(Object.keys(TITLE_CODES).slice(0, 14));
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
