import {
  findApplications,
  findCall,
  lockApplication,
  noteCaseActor,
  runCommand,
  runQuery,
  type ApplicationEntity,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type NoticeSnapshotLine,
  type Tx,
} from '@duixian/persistence';
import { describeRefusal, moveApplication, type Operation, type PersonActor } from '@duixian/workflow';
import { positionOf, refuseUnfit } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { endOf, putUpNotice, snapshotOf, titleOfNotice } from './notice-snapshot';

/** One case that is to stand on the notice, as it was when it was picked. */
export interface PickedCase {
  applicationId: string;
  version: number;
}

export interface BuildNotice {
  actor: PersonActor;
  idempotencyKey: string;
  callId: string;
  title: string;
  applications: readonly PickedCase[];
}

export type NoticeRowResult =
  { applicationId: string; ok: true } | { applicationId: string; ok: false; refusal: Refusal };

export interface BuiltNotice {
  id: string;
  number: string;
  endsOn: string;
  lineCount: number;
  totalFen: number;
  /** One per case, in the order asked: who is refused does not stand on the notice, and stops nobody else. */
  results: NoticeRowResult[];
}

export interface NoticePreview {
  /** What the title is unless another one is given. */
  title: string;
  workingDays: number;
  startsOn: string;
  endsOn: string;
  endEstimated: boolean;
  totalFen: number;
  lines: NoticeSnapshotLine[];
  results: NoticeRowResult[];
}

/**
 * 编制公示: a reviewer of the city who acted in no other stage of a case puts approved cases of one call on a public notice
 * and publishes it. From then on nothing of it changes.
 */
export async function buildNotice(
  db: Database,
  command: BuildNotice,
): Promise<CommandOutcome<BuiltNotice, Refusal>> {
  const { actor, idempotencyKey, callId, title, applications } = command;
  const input = { callId, title, applications: applications.map((each) => ({ ...each })) };
  const conflicts = {
    case_actor_pkey: refuse('separation-of-duties', '您刚刚经办了其中某件的其他环节,请重新预览公示。')
      .refusal,
  };
  return runCommand<BuiltNotice, Refusal>(
    db,
    { name: 'buildNotice', actor, idempotencyKey, input, conflicts },
    (tx) => build(tx, command),
  );
}

async function build(tx: Tx, command: BuildNotice): Promise<CaseOutcome<BuiltNotice>> {
  const opened = await openCall(tx, 'notice.publish', command.callId);
  if (!opened.ok) return opened;
  const { call } = opened;
  const locked = new Map<string, ApplicationEntity>();
  // In the order of their ids, so that two officers who pick the same cases wait for each other and do not embrace.
  for (const id of command.applications.map(({ applicationId }) => applicationId).sort()) {
    const application = await lockApplication(tx, id);
    if (application) locked.set(id, application);
  }
  const { fit, results } = await tryCases(tx, call, command.applications, locked);
  if (fit.length === 0)
    return refuse('notice-empty', '所选申报都不能列入公示,请查看逐件原因。', {
      results,
    });
  const { actor, title } = command;
  const workingDays = call.noticeWorkingDays;
  const notice = await putUpNotice(tx, {
    ...{ call, workingDays, title },
    applications: fit,
    publishedBy: actor.userId,
  });
  for (const { id } of fit) await noteCaseActor(tx, id, actor.userId, 'notice_publication');
  const { id, number, endsOn, snapshot } = notice;
  return done({ id, number, endsOn, lineCount: snapshot.length, totalFen: totalOf(snapshot), results });
}

/** The notice as the public would read it if it were published now, and which of the cases cannot stand on it. */
export async function previewNotice(
  db: Database,
  actor: PersonActor,
  asked: { callId: string; applications: readonly PickedCase[] },
): Promise<{ ok: true; value: NoticePreview } | Refused> {
  return runQuery<{ ok: true; value: NoticePreview } | Refused>(db, actor, async (tx) => {
    const opened = await openCall(tx, 'notice.preview', asked.callId);
    if (!opened.ok) return opened;
    const { call } = opened;
    const ids = asked.applications.map(({ applicationId }) => applicationId);
    const found = new Map((await findApplications(tx, ids)).map((each) => [each.id, each]));
    const { fit, results } = await tryCases(tx, call, asked.applications, found);
    const lines = await snapshotOf(tx, fit);
    const end = await endOf(tx, call.noticeWorkingDays);
    return done({
      title: titleOfNotice(call),
      workingDays: call.noticeWorkingDays,
      startsOn: tx.today,
      endsOn: end.date,
      endEstimated: end.estimated,
      totalFen: totalOf(lines),
      ...{ lines, results },
    });
  });
}

async function openCall(
  tx: Tx,
  operation: Extract<Operation, `notice.${string}`>,
  callId: string,
): Promise<{ ok: true; call: CallEntity } | Refused> {
  const call = await findCall(tx, callId);
  if (!call) return refuseUnlessPermitted(tx.actor, operation) ?? refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(tx.actor, operation, regionResource(tx, call.cityCode));
  if (forbidden) return forbidden;
  if (call.noticePublication === 'built') return { ok: true, call };
  return refuse('notice-automatic', '该申报通知的公示由系统在最后一个环节通过后自动发布。');
}

async function tryCases(
  tx: Tx,
  call: CallEntity,
  picked: readonly PickedCase[],
  found: ReadonlyMap<string, ApplicationEntity>,
): Promise<{ fit: ApplicationEntity[]; results: NoticeRowResult[] }> {
  const fit: ApplicationEntity[] = [];
  const results: NoticeRowResult[] = [];
  for (const { applicationId, version } of picked) {
    const application = found.get(applicationId);
    const refused =
      application?.callId === call.id ? await refuseCase(tx, application, version) : refuseAsUnknown();
    if (application && refused === null) fit.push(application);
    results.push(
      refused === null ? { applicationId, ok: true } : { applicationId, ok: false, refusal: refused.refusal },
    );
  }
  // The order of the register, whatever order they were picked in.
  fit.sort((one, other) => (one.caseNumber < other.caseNumber ? -1 : 1));
  return { fit, results };
}

async function refuseCase(tx: Tx, application: ApplicationEntity, version: number): Promise<Refused | null> {
  if (application.version !== version) return refuseStale(version, application.version);
  const move = moveApplication(positionOf(application), 'build_notice');
  if (!move.ok)
    return refuse('action-not-allowed', describeRefusal({ ...move.refusal, allowed: [] }), {
      state: application.state,
    });
  return refuseUnfit(tx, application.id, 'notice_publication');
}

const totalOf = (lines: readonly NoticeSnapshotLine[]): number =>
  lines.reduce((total, { amountFen }) => total + amountFen, 0);
