import {
  pageSeals,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type SealFilter,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export interface SealView {
  id: string;
  cityCode: string;
  /** Position in the chain of the city, from 1 without gaps. */
  number: number;
  previousHash: string | null;
  cases: number;
  events: number;
  sealedAt: string;
  /** The canonical bytes whose SHA-256 is `hash`: anyone can check it. */
  bytes: string;
  hash: string;
}

/** The seals of the chains in reach, newest first. Who kept a hash outside asks for it: if it is not found, the trail is another one. */
export async function listSeals(
  db: Database,
  actor: PersonActor,
  filter: SealFilter,
  page: PageRequest,
): Promise<{ ok: true; value: Page<SealView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'seal.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageSeals(tx, reachFor(tx, 'seal.list'), filter, page);
    const views = items.map(({ sealedAt, ...seal }) => ({ ...seal, sealedAt: sealedAt.toISOString() }));
    return { ok: true as const, value: { items: views, nextCursor } };
  });
}
