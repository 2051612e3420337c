import {
  findNotice,
  pageNotices,
  readContestedPositions,
  runQuery,
  type Database,
  type NoticeEntity,
  type NoticeSnapshotLine,
  type Page,
  type PageRequest,
} from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuseAsUnknown } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

const READER = { kind: 'system', name: 'read-notice' } as const;

/** What anybody may read, signed in or not. */
export interface NoticeView {
  id: string;
  number: string;
  title: string;
  cityCode: string;
  state: string;
  startsOn: string;
  endsOn: string;
  /** True while the holiday calendar of the end's year is not published yet. */
  endEstimated: boolean;
  workingDays: number;
  lineCount: number;
  totalFen: number;
}

export async function listNotices(db: Database, actor: Actor, page: PageRequest): Promise<Page<NoticeView>> {
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageNotices(tx, page);
    return { items: items.map(viewOf), nextCursor };
  });
}

/** One notice with its lines as they were published. */
export async function readNotice(
  db: Database,
  actor: Actor,
  id: string,
): Promise<
  | {
      ok: true;
      value: NoticeView & { lines: NoticeSnapshotLine[]; snapshotHash: string; contestedPositions: number[] };
    }
  | Refused
> {
  // Which lines are contested is public; who contests them is not, so only the system reads it here.
  const contestedPositions = await runQuery(db, READER, (tx) => readContestedPositions(tx, id));
  return runQuery(db, actor, async (tx) => {
    const notice = await findNotice(tx, id);
    if (!notice) return refuseAsUnknown();
    return {
      ok: true as const,
      value: {
        ...viewOf(notice),
        lines: notice.snapshot,
        snapshotHash: notice.snapshotHash,
        contestedPositions,
      },
    };
  });
}

const viewOf = (notice: NoticeEntity): NoticeView => ({
  id: notice.id,
  number: notice.number,
  title: notice.title,
  cityCode: notice.cityCode,
  state: notice.state,
  startsOn: notice.startsOn,
  endsOn: notice.endsOn,
  endEstimated: notice.endEstimated,
  workingDays: notice.workingDays,
  lineCount: notice.snapshot.length,
  totalFen: notice.snapshot.reduce((total, line) => total + line.amountFen, 0),
});
