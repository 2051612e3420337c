import { STATE_REASON_CODES, STATE_REASON_WORDS, stateReasonInWords, stateReasonLabel } from './state-reason';

const LATIN = /[A-Za-z]{2,}/;

it.each(STATE_REASON_CODES.map((code) => [code]))(
  '%s is said in Chinese, not in the words of the API',
  (code) => {
    const said = stateReasonInWords({ code, text: '' });
    expect([said, stateReasonLabel(code)].filter((words) => LATIN.test(words) || words === '')).toEqual([]);
    expect(said).toMatch(/。$/);
  },
);

it('names what the reason is about', () => {
  const clauses = ['ZZ-2-1', 'ZZ-2-2'];
  expect(
    stateReasonInWords({ code: 'earlier-payments-incomplete', text: 'in English', details: { clauses } }),
  ).toContain('(ZZ-2-1、ZZ-2-2)');
  expect(
    stateReasonInWords({ code: 'case-under-way', text: 'in English', details: { caseNumber: 'A-1' } }),
  ).toContain('(A-1)');
  expect(stateReasonInWords({ code: 'period-over', text: '', details: { endedOn: '2022-03-31' } })).toContain(
    '2022-03-31',
  );
});

it.each(['declined', 'returned-for-correction', 'withdrawn-by-applicant', 'other', 'not-eligible'])(
  '%s carries what a person wrote',
  (code) => {
    expect(stateReasonInWords({ code, text: '企业已另行申报' })).toContain('企业已另行申报');
    expect(stateReasonInWords({ code, text: '  ' })).not.toContain(':');
  },
);

it('a code of later days keeps its own text', () => {
  expect(stateReasonInWords({ code: 'of-tomorrow', text: '明日的原因' })).toBe('明日的原因');
  expect(Object.keys(STATE_REASON_WORDS)).toEqual([...STATE_REASON_CODES]);
});
