import { findParties, newId, runCommand, type Database, type Tx } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { done } from '../ground/refusal';

/** Recorded whenever a list leaves the system as a file. */
export const EXPORTED_EVENT = 'list.exported';

export interface Taken {
  /** Name of the list. */
  list: string;
  /** What it was narrowed by. */
  filter: Readonly<Record<string, unknown>>;
  rows: number;
  /** False where it broke off. */
  complete: boolean;
}

/** Puts on the trail who took which list away, narrowed by what, and how many rows it had. */
export async function recordExport(db: Database, actor: PersonActor, taken: Taken): Promise<void> {
  // Reading twice is taking away twice: each file is an event of its own.
  const exportId = newId();
  const request = { name: 'recordExport', actor, idempotencyKey: `export:${exportId}`, input: taken };
  const outcome = await runCommand<null, never>(db, request, async (tx) => {
    await tx.record({
      caseId: exportId,
      regionCode: await homeOf(tx, actor),
      type: EXPORTED_EVENT,
      data: { ...taken },
    });
    return done(null);
  });
  if (!outcome.ok) throw new Error(`the export ${exportId} was not recorded: ${outcome.refusal.code}`);
}

/** Where it is read by an auditor: the place of the person's role, else of the enterprise they act for. */
async function homeOf(tx: Tx, { grants, partyIds }: PersonActor): Promise<string> {
  const [grant] = grants;
  if (grant) return grant.regionCode;
  const [party] = await findParties(tx, partyIds.slice(0, 1));
  return party?.countyCode ?? tx.regions.regions[0]?.code ?? '';
}
