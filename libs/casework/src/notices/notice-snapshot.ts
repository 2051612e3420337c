import { addWorkingDays, yearOf } from '@duixian/calendar';
import {
  canonicalJson,
  findParty,
  findPolicyVersion,
  insertNotice,
  nextNumber,
  readLatestDeterminations,
  saveApplication,
  sha256,
  type ApplicationEntity,
  type CallEntity,
  type NoticeEntity,
  type NoticeSnapshotLine,
  type Tx,
} from '@duixian/persistence';
import { moveApplication, NOTICE_CREATED_EVENT } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { readHolidays } from '../calendar/read-holidays';
import { payableLines } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';

export interface NoticeContent {
  call: CallEntity;
  /** In the order of its lines; locked by the caller. */
  applications: readonly ApplicationEntity[];
  workingDays: number;
  title: string;
  /** The officer who built it; null: the system. */
  publishedBy: string | null;
}

/** What the title of a notice is unless somebody gives another. */
export const titleOfNotice = (call: CallEntity): string => `${call.title}拟兑付名单公示`;

/**
 * One public notice with a frozen snapshot, and every case on it. The first full working day counts as day one; the day of
 * publication does not.
 */
export async function putUpNotice(tx: Tx, content: NoticeContent): Promise<NoticeEntity> {
  const { call, applications, workingDays, title, publishedBy } = content;
  const snapshot = await snapshotOf(tx, applications);
  const end = await endOf(tx, workingDays);
  const notice: NoticeEntity = {
    id: tx.newId(),
    number: await nextNumber(tx, 'notice', call.cityCode, yearOf(tx.today)),
    callId: call.id,
    cityCode: call.cityCode,
    title,
    state: 'published',
    publishedAt: tx.now,
    publishedBy,
    startsOn: tx.today,
    workingDays,
    endsOn: end.date,
    endEstimated: end.estimated,
    snapshot,
    snapshotHash: sha256(canonicalJson(snapshot)),
    closedAt: null,
  };
  await insertNotice(
    tx,
    notice,
    applications.map(({ id }) => id),
  );
  for (const application of applications) await putOnNotice(tx, application, notice);
  await tx.record({
    caseId: notice.id,
    regionCode: notice.cityCode,
    type: NOTICE_CREATED_EVENT,
    data: {
      number: notice.number,
      lines: applications.length,
      endsOn: notice.endsOn,
      snapshotHash: notice.snapshotHash,
    },
  });
  return notice;
}

/** The last day of a notice that is published today. */
export const endOf = async (tx: Tx, workingDays: number): Promise<{ date: string; estimated: boolean }> =>
  addWorkingDays(tx.today, workingDays, await readHolidays(tx));

/** The lines as the public reads them: persons by their surname only. */
export async function snapshotOf(
  tx: Tx,
  applications: readonly ApplicationEntity[],
): Promise<NoticeSnapshotLine[]> {
  const snapshot: NoticeSnapshotLine[] = [];
  for (const [index, application] of applications.entries())
    snapshot.push(await lineOf(tx, application, index + 1));
  return snapshot;
}

async function lineOf(tx: Tx, application: ApplicationEntity, position: number): Promise<NoticeSnapshotLine> {
  const party = await findParty(tx, application.partyId);
  const version = await findPolicyVersion(tx, application.policyVersionId ?? '');
  if (!party || !version) throw new Error(`application ${application.id} is incomplete`);
  const titles = new Map(documentOf(version).clauses.map((clause) => [clause.id, clause.title]));
  const clauses = payableLines(await readLatestDeterminations(tx, application.id)).map((line) => ({
    id: line.clauseId,
    title: titles.get(line.clauseId) ?? line.clauseId,
    amountFen: line.amountFen ?? 0,
  }));
  return {
    position,
    caseNumber: application.caseNumber,
    applicantName: party.kind === 'person' ? `${party.registeredName.slice(0, 1)}**` : party.registeredName,
    creditCode: party.kind === 'person' ? null : party.creditCode,
    county: tx.regions.get(application.countyCode).name,
    clauses,
    amountFen: clauses.reduce((total, clause) => total + clause.amountFen, 0),
  };
}

async function putOnNotice(tx: Tx, application: ApplicationEntity, notice: NoticeEntity): Promise<void> {
  const move = moveApplication(
    positionOf(application),
    notice.publishedBy === null ? 'publish_notice' : 'build_notice',
  );
  if (!move.ok)
    throw new Error(`application ${application.id} cannot go on notice from ${application.state}`);
  application.state = move.to;
  await saveApplication(tx, application);
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: {
      to: { state: application.state, stageIndex: null },
      version: application.version,
      noticeId: notice.id,
      endsOn: notice.endsOn,
    },
  });
}
