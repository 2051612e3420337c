import {
  findAuditOpinion,
  findAuditOpinionInForce,
  findParty,
  insertAuditPaper,
  readLatestDeterminations,
  readRegisteredParties,
  recordAuditOpinion,
  seeingEverything,
  shareAgent,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import {
  auditApprovalProblem,
  auditFirmProblem,
  type AuditConclusion,
  type AuditFirmProblem,
  type Stage,
} from '@duixian/workflow';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import { isCreditCode } from '../parties/credit-code';
import { attachPaper, type AttachPaper, type PaperAnswer } from './attach-paper';
import type { CaseAnswer, CaseCommand } from './command';
import { openStageOf, refuseUnfit } from './open-case';
import { takeAction } from './take-action';
import { refuseUnlessHolder } from './task-holder';

/** What the paper of an auditing firm says. */
export interface AuditOpinion {
  firmName: string;
  /** 统一社会信用代码 of the firm. */
  firmCode: string;
  documentNumber: string;
  /** YYYY-MM-DD. */
  issuedOn: string;
  conclusion: AuditConclusion;
  opinion: string;
}

/**
 * Keeps the paper of the auditing firm (第三方审计) while its stage is open: who acts there uploads it, and says with the verb
 * `audit` what is in it. Until then it counts for nothing.
 */
export async function attachAuditPaper(
  db: Database,
  files: FileStore,
  command: AttachPaper,
): Promise<CommandOutcome<PaperAnswer, Refusal>> {
  return attachPaper(db, files, command, {
    ...{ name: 'attachAuditPaper', operation: 'application.attachAudit' },
    ...{ event: 'application.audit_attached', idName: 'opinionId' },
    refuse: refuseOutsideAudit,
    keep: insertAuditPaper,
  });
}

async function refuseOutsideAudit(tx: Tx, application: ApplicationEntity): Promise<Refused | null> {
  if (application.state !== 'in_review' || openStageOf(application)?.key !== 'third_party_audit')
    return refuse('action-not-allowed', '只有在第三方审计环节可以上传审计报告。', {
      state: application.state,
    });
  return (
    (await refuseUnfit(tx, application.id, 'third_party_audit')) ??
    (await refuseUnlessHolder(tx, application, 'audit'))
  );
}

/**
 * Whoever acts in the audit of a case records what the firm says in a paper that was uploaded to it. A later opinion takes
 * the place of an earlier one, which stays on record; a case that is corrected and submitted again needs a new one.
 */
export async function recordAudit(
  db: Database,
  command: CaseCommand & { opinionId: string; said: AuditOpinion },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { opinionId, said, actor } = command;
  return takeAction(db, command, {
    name: 'recordAudit',
    action: 'audit',
    input: { opinionId, ...said },
    reason: 'as-it-was',
    apply: async (tx, { application }) => {
      const paper = await findAuditOpinion(tx, opinionId);
      if (paper?.applicationId !== application.id || paper.recordedAt !== null)
        return refuse('audit-invalid', '没有找到这份待登记的审计报告,或已登记过。请重新上传后登记。', {
          field: 'opinionId',
        });
      const refused = await refuseFirm(tx, application, said);
      if (refused) return refused;
      const [line] = await readLatestDeterminations(tx, application.id);
      if (!line) throw new Error(`application ${application.id} is audited before it was determined`);
      const by = { assessment: line.assessment, recordedAt: tx.now, recordedBy: actor.userId };
      await recordAuditOpinion(tx, opinionId, { ...said, ...by });
      return { ok: true, eventData: { contentHash: paper.contentHash } };
    },
  });
}

const FIRM_PROBLEMS: Readonly<Record<AuditFirmProblem, { field: string; message: string }>> = {
  'applicant-itself': { field: 'firmCode', message: '审计机构不能是申报企业自己,请委托其他机构。' },
  'related-party': {
    field: 'firmCode',
    message: '有人同时代表该机构和申报企业办理事项,两者有关联,请委托无关联的审计机构。',
  },
  'dated-later': { field: 'issuedOn', message: '报告日期晚于今天,请核对后再登记。' },
};

async function refuseFirm(
  tx: Tx,
  { partyId }: ApplicationEntity,
  said: AuditOpinion,
): Promise<Refused | null> {
  if (!isCreditCode(said.firmCode))
    return refuse('audit-invalid', '审计机构的统一社会信用代码不正确,请核对 18 位代码和校验位。', {
      field: 'firmCode',
    });
  const applicant = await findParty(tx, partyId);
  if (!applicant) throw new Error(`no party ${partyId}`);
  const [firm] = await readRegisteredParties(tx, [said.firmCode]);
  const shared = firm ? await seeingEverything(tx, () => shareAgent(tx, partyId, firm.id)) : false;
  const problem = auditFirmProblem(said, applicant, { shareAgent: shared, today: tx.today });
  if (problem === null) return null;
  const { field, message } = FIRM_PROBLEMS[problem];
  return refuse('audit-invalid', message, { field, problem });
}

/** Null unless a stage of the audit is approved without the opinion that it needs, or an adverse one without a reason. */
export async function refuseUnaudited(
  tx: Tx,
  applicationId: string,
  stage: Stage['key'],
  reason: string,
): Promise<Refused | null> {
  const standing = await findAuditOpinionInForce(tx, applicationId);
  const problem = auditApprovalProblem(stage, standing?.conclusion ?? null, reason);
  if (problem === null) return null;
  return problem === 'opinion-missing'
    ? refuse(
        'audit-missing',
        '尚未登记审计意见,不能通过。请先上传审计报告并登记意见;补正后重新提交的,须重新登记。',
      )
    : refuse('audit-adverse', '审计结论为否定意见。仍要通过的,请在审核意见中写明理由。', {
        opinionId: standing?.id,
      });
}
