import { type Stage } from './application';

/** What an auditing firm comes to (审计意见类型). */
export const AUDIT_CONCLUSIONS = ['unqualified', 'qualified', 'adverse'] as const;
export type AuditConclusion = (typeof AUDIT_CONCLUSIONS)[number];

export type AuditApprovalProblem = 'opinion-missing' | 'reason-missing';

/**
 * Why a stage may not be approved as far as the audit goes; null when it may. Whoever passes the audit needs the opinion
 * of the firm, and to pass an adverse one, a reason of their own. The second approver of the audit (审计复核) gives one as
 * well: they answer for it as much.
 * @param conclusion of the opinion that counts; null where there is none
 * @param reason what the approver wrote
 */
export function auditApprovalProblem(
  stage: Stage['key'],
  conclusion: AuditConclusion | null,
  reason: string,
): AuditApprovalProblem | null {
  if (stage !== 'third_party_audit' && stage !== 'audit_second') return null;
  if (conclusion === null) return 'opinion-missing';
  return conclusion === 'adverse' && reason.trim() === '' ? 'reason-missing' : null;
}

export type AuditFirmProblem = 'applicant-itself' | 'related-party' | 'dated-later';

/**
 * Why an opinion cannot be taken; null when it can. A firm is outside: neither the applicant, by code or by name, nor a
 * party for which somebody acts who acts for the applicant too.
 * @param opinion `issuedOn` and `today` as YYYY-MM-DD
 */
export function auditFirmProblem(
  opinion: { firmCode: string; firmName: string; issuedOn: string },
  applicant: { creditCode: string | null; registeredName: string },
  known: { shareAgent: boolean; today: string },
): AuditFirmProblem | null {
  if (opinion.firmCode === applicant.creditCode || opinion.firmName.trim() === applicant.registeredName)
    return 'applicant-itself';
  if (known.shareAgent) return 'related-party';
  return opinion.issuedOn > known.today ? 'dated-later' : null;
}
