import { type CreditRecordKind } from './credit';
import { type HoldAction, type HoldKind, type HoldState, type RegistrationStatus } from './hold';
import { CREDIT_RECORD_KIND_LABELS } from './labels';

export const HOLD_KIND_LABELS: Record<HoldKind, string> = {
  'credit-listed': '信用或处罚记录',
  'credit-unknown': '信用未核查',
  'applicant-renamed': '企业更名',
  'applicant-moved': '企业迁移',
  'applicant-ended': '企业注销或合并',
  'claimed-twice': '同一事项另有申报',
};

export const HOLD_STATE_LABELS: Record<HoldState, string> = {
  open: '暂停中',
  proposed: '待复核解除',
  lifted: '已解除',
};

export const HOLD_ACTION_LABELS: Record<HoldAction, string> = {
  lift: '解除暂停',
  propose: '提出解除',
  confirm: '同意解除',
  refuse: '不同意解除',
};

export const REGISTRATION_STATUS_LABELS: Record<RegistrationStatus, string> = {
  registered: '存续',
  deregistered: '注销',
  revoked: '吊销',
  merged: '被合并',
};

type Details = Readonly<Record<string, unknown>>;

const text = (details: Details, name: string): string => {
  const value = details[name];
  return typeof value === 'string' ? value : '';
};

function findingsIn(details: Details): string {
  const findings = Array.isArray(details['findings']) ? (details['findings'] as Details[]) : [];
  return findings
    .slice(0, 5)
    .map((finding) => {
      const kind = CREDIT_RECORD_KIND_LABELS[text(finding, 'kind') as CreditRecordKind] ?? '记录';
      return `${kind}(${text(finding, 'decisionNumber')},${text(finding, 'decidedOn')})`;
    })
    .join('、');
}

const claimsIn = (details: Details): string =>
  claimsInWords((Array.isArray(details['claims']) ? details['claims'] : []) as SameClaim[]);

/** A clause and subject that another case of the same applicant claims or was awarded. */
export interface SameClaim {
  readonly clauseId: string;
  /** Empty where the clause has none. */
  readonly subject: string;
  readonly caseNumber: string;
}

/** Which case claims which clauses, e.g. `申报 X(条款 A、B)`. */
export function claimsInWords(claims: readonly SameClaim[]): string {
  const byCase = new Map<string, string[]>();
  for (const { caseNumber, clauseId, subject } of claims)
    byCase.set(caseNumber, [
      ...(byCase.get(caseNumber) ?? []),
      subject === '' ? clauseId : `${clauseId}/${subject}`,
    ]);
  return [...byCase].map(([number, clauses]) => `申报 ${number}(条款 ${clauses.join('、')})`).join(';');
}

/** What is the matter, in plain Chinese, for whoever has to decide and for the enterprise. */
export const HOLD_WORDS: Readonly<Record<HoldKind, (details: Details) => string>> = {
  'credit-listed': (details) => `登记簿中有:${findingsIn(details)}。`,
  'credit-unknown': (details) =>
    text(details, 'coveredTo') === ''
      ? '信用与处罚登记簿没有导入完整数据,未能核查。'
      : `信用与处罚登记簿只完整到 ${text(details, 'coveredTo')},已过期,未能核查。`,
  'applicant-renamed': (details) =>
    text(details, 'account') !== ''
      ? `收款账户的户名为“${text(details, 'account')}”,登记名称现为“${text(details, 'now')}”。企业变更收款账户后,可改用新账户;确属同一企业的,核实后解除。`
      : `审核通过时名称为“${text(details, 'was')}”,现为“${text(details, 'now')}”。`,
  'applicant-moved': (details) =>
    `审核通过时登记在 ${text(details, 'was')},现登记在 ${text(details, 'now')}。`,
  'applicant-ended': (details) => {
    const status = REGISTRATION_STATUS_LABELS[text(details, 'status') as RegistrationStatus] ?? '已终止';
    const since = text(details, 'since');
    const successor = text(details, 'successorCode');
    return `登记状态为${status}${since === '' ? '' : `(${since})`}${successor === '' ? '' : `,承继企业 ${successor}`}。`;
  },
  'claimed-twice': (details) =>
    `同一事项另有${claimsIn(details)},只兑付一次。解除前请核实由哪一件兑付;不再需要的一件,请企业撤回。`,
};

export const holdInWords = (hold: { kind: HoldKind; details: Details }): string =>
  HOLD_WORDS[hold.kind](hold.details);
