import { REVIEW_STAGE_KEYS } from './application';
import { AUDIT_CONCLUSIONS, auditApprovalProblem, auditFirmProblem } from './third-party-audit';

const OF_AUDIT = ['third_party_audit', 'audit_second'] as const;

// conclusion that counts, without a reason, with one
test.each([
  [null, 'opinion-missing', 'opinion-missing'],
  ['unqualified', null, null],
  ['qualified', null, null],
  ['adverse', 'reason-missing', null],
] as const)('approving the audit on %s: %s without a reason, %s with one', (conclusion, without, given) => {
  for (const stage of OF_AUDIT) {
    expect(auditApprovalProblem(stage, conclusion, '  ')).toBe(without);
    expect(auditApprovalProblem(stage, conclusion, '差额已核减')).toBe(given);
  }
});

test('no other stage asks for an opinion, whatever the firm said', () => {
  for (const stage of REVIEW_STAGE_KEYS.filter((key) => !OF_AUDIT.some((each) => each === key)))
    for (const conclusion of [null, ...AUDIT_CONCLUSIONS])
      expect(auditApprovalProblem(stage, conclusion, '')).toBeNull();
});

const APPLICANT = { creditCode: '91410402MB00000019', registeredName: '示例制造有限公司' };
const OPINION = { firmCode: '91410100MB0000002X', firmName: '示例会计师事务所', issuedOn: '2026-03-02' };
const KNOWN = { shareAgent: false, today: '2026-03-02' };

test.each([
  ['a firm from outside', OPINION, KNOWN, null],
  ['the applicant by its code', { ...OPINION, firmCode: APPLICANT.creditCode }, KNOWN, 'applicant-itself'],
  ['the applicant by its name', { ...OPINION, firmName: ' 示例制造有限公司 ' }, KNOWN, 'applicant-itself'],
  ['one whose people act for the applicant', OPINION, { ...KNOWN, shareAgent: true }, 'related-party'],
  ['an opinion of tomorrow', { ...OPINION, issuedOn: '2026-03-03' }, KNOWN, 'dated-later'],
] as const)('%s: %s', (_, opinion, known, problem) => {
  expect(auditFirmProblem(opinion, APPLICANT, known)).toBe(problem);
});

test('an applicant without a code is still told from the firm', () => {
  expect(auditFirmProblem(OPINION, { ...APPLICANT, creditCode: null }, KNOWN)).toBeNull();
});
