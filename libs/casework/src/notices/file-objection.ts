import { createHash } from 'node:crypto';
import {
  findNotice,
  findNoticeLine,
  findNoticeOfApplication,
  findOpenTask,
  insertObjection,
  lockApplication,
  lockNotice,
  openTask,
  runCommand,
  saveApplication,
  sha256,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type NoticeEntity,
  type ObjectorKind,
  type Tx,
} from '@duixian/persistence';
import { moveApplication, OBJECTION_CREATED_EVENT, type Actor } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { isCreditCode } from '../parties/credit-code';
import { isIdentityNumber } from '../parties/identity-number';

const CLERK = { kind: 'system', name: 'file-objection' } as const;

export interface NewObjection {
  /** Line of the notice, from 1. */
  position: number;
  objectorKind: ObjectorKind;
  objectorName: string;
  /** 公民身份号码 of a person, 统一社会信用代码 of an organisation. */
  identityNumber: string;
  phone: string;
  reason: string;
  evidence: string;
}

export interface FiledObjection {
  id: string;
  /** With it, and with nothing else, the objector reads what became of it. */
  receipt: string;
}

/**
 * 实名异议: anybody objects to one line of a notice that still stands, under a real name and with evidence. The line's
 * case is frozen (`contested`); the other lines go on. Written as the system, since the objector reads no case.
 */
export async function fileObjection(
  db: Database,
  actor: Actor,
  request: { idempotencyKey: string; noticeId: string; objection: NewObjection },
): Promise<CommandOutcome<FiledObjection, Refusal>> {
  const refused = refuseUnlessPermitted(actor, 'objection.file') ?? refuseUnlessReal(request.objection);
  if (refused) return refused;
  const { noticeId, objection } = request;
  const objector = sha256(`${objection.identityNumber}/${objection.phone}`);
  // Made again for a repeated request, guessed by nobody: it hangs on the objector's own particulars.
  const receipt = createHash('sha256')
    .update(`${noticeId}/${request.idempotencyKey}/${objector}`)
    .digest('base64url');
  const idempotencyKey = `objection:${objector.slice(0, 32)}:${sha256(request.idempotencyKey)}`;
  return runCommand<FiledObjection, Refusal>(
    db,
    { name: 'fileObjection', actor: CLERK, idempotencyKey, input: { noticeId, objection } },
    (tx) => fileUnder(tx, noticeId, objection, receipt),
  );
}

function refuseUnlessReal({ objectorKind, identityNumber }: NewObjection): Refused | null {
  const real = objectorKind === 'person' ? isIdentityNumber(identityNumber) : isCreditCode(identityNumber);
  if (real) return null;
  return refuse(
    'objection-invalid',
    objectorKind === 'person'
      ? '身份证号不正确:请填写身份证上的 18 位号码。异议须实名提出。'
      : '统一社会信用代码不正确:请填写单位的 18 位代码。异议须实名提出。',
    { field: 'identityNumber' },
  );
}

async function fileUnder(
  tx: Tx,
  noticeId: string,
  objection: NewObjection,
  receipt: string,
): Promise<CaseOutcome<FiledObjection>> {
  const line = await findNoticeLine(tx, noticeId, objection.position);
  if (!line) {
    const notice = await findNotice(tx, noticeId);
    return notice
      ? refuse('objection-invalid', `该公示没有第 ${objection.position} 项,请刷新后重新选择。`, {
          field: 'position',
        })
      : refuseAsUnknown();
  }
  // The notice before its case, as closing does.
  const notice = await lockNotice(tx, noticeId);
  const application = await lockApplication(tx, line.applicationId);
  if (!notice || !application) throw new Error(`notice ${noticeId} lost its line ${objection.position}`);
  if (notice.state !== 'published' || tx.today > notice.endsOn) {
    return refuse('notice-over', `${notice.number} 的异议受理截止于 ${notice.endsOn}。`, {
      endsOn: notice.endsOn,
    });
  }
  const frozen = (await refuseOnEarlier(tx, application, notice)) ?? (await freeze(tx, application, notice));
  if (!frozen.ok) return frozen;
  const id = tx.newId();
  await insertObjection(tx, {
    ...objection,
    id,
    noticeId,
    applicationId: application.id,
    cityCode: notice.cityCode,
    receiptHash: sha256(receipt),
    state: 'filed',
    version: 1,
    filedAt: tx.now,
    resolvedAt: null,
    resolvedBy: null,
    outcome: null,
    reply: null,
  });
  await tx.record({
    caseId: id,
    regionCode: notice.cityCode,
    type: OBJECTION_CREATED_EVENT,
    data: {
      noticeId,
      position: objection.position,
      applicationId: application.id,
      by: objection.objectorKind,
    },
  });
  return done({ id, receipt });
}

/** A case that came back and stands on a later notice is objected to there, where its amount and its days are. */
async function refuseOnEarlier(
  tx: Tx,
  { id, caseNumber }: ApplicationEntity,
  notice: NoticeEntity,
): Promise<Refused | null> {
  const latest = await findNoticeOfApplication(tx, id);
  if (!latest || latest.id === notice.id) return null;
  return refuse('notice-over', `${caseNumber} 已重新公示(${latest.number}),请对该公示提出异议。`, {
    ...{ noticeId: latest.id, number: latest.number, endsOn: latest.endsOn },
  });
}

/** The case of a line stands still from its first objection on. */
async function freeze(
  tx: Tx,
  application: ApplicationEntity,
  notice: NoticeEntity,
): Promise<{ ok: true } | Refused> {
  if (application.state === 'contested') return { ok: true };
  const move = moveApplication(positionOf(application), 'contest');
  if (!move.ok) {
    return refuse('notice-over', `${application.caseNumber} 已不在公示中,不再受理异议。`);
  }
  application.state = move.to;
  await saveApplication(tx, application);
  if (!(await findOpenTask(tx, application.id, 'objection')))
    await openTask(tx, application.id, 'objection', notice.cityCode);
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: {
      to: { state: application.state, stageIndex: null },
      version: application.version,
      noticeId: notice.id,
    },
  });
  return { ok: true };
}
