import type { Actor } from '@duixian/workflow';
import { QueryFailedError, type QueryRunner } from 'typeorm';
import { canonicalJson } from './canonical-json';
import type { Database } from './database';
import { sha256 } from './ids';
import { actorId, openTx, type Tx } from './transaction';

/** A use case either has a plain JSON value or a refusal; it throws only for bugs. */
export type Outcome<T, R> = { ok: true; value: T } | { ok: false; refusal: R };

/** The key was used before for something else (RFC 9457 answer 422 at the edge). */
export interface KeyReused {
  code: 'idempotency-key-reused';
  message: string;
}

export interface CommandRequest<R> {
  /** The use case's name, e.g. `submitApplication`. */
  name: string;
  actor: Actor;
  /** Same key and same input: same answer, for ever. */
  idempotencyKey: string;
  /** Everything that decides the effect; hashed, not stored. */
  input: unknown;
  /** Refusals for unique and check constraints that two racing commands can meet, by constraint name. */
  conflicts?: Readonly<Record<string, R>>;
}

export type CommandOutcome<T, R> =
  { ok: true; value: T; replayed: boolean } | { ok: false; refusal: R | KeyReused };

const MOST_TRIES = 6;
const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';

/**
 * The only way to change anything: one transaction with its context, the idempotency key claimed first, the
 * use case's changes, its events and messages, its answer stored under the key, commit. A refusal rolls back and
 * leaves the key free. Serialisation failures and deadlocks are tried again, at most five times.
 */
export async function runCommand<T, R>(
  db: Database,
  request: CommandRequest<R>,
  decide: (tx: Tx) => Promise<Outcome<T, R>>,
): Promise<CommandOutcome<T, R>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(db, request, decide);
    } catch (error) {
      const { code, constraint } = databaseError(error);
      const conflict = constraint === undefined ? undefined : request.conflicts?.[constraint];
      if ((code === UNIQUE_VIOLATION || code === CHECK_VIOLATION) && conflict !== undefined)
        return { ok: false, refusal: conflict };
      const lostRace = code === '40001' || code === '40P01';
      if (!lostRace || attempt >= MOST_TRIES) throw redacted(error);
    }
  }
}

async function tryOnce<T, R>(
  db: Database,
  request: CommandRequest<R>,
  decide: (tx: Tx) => Promise<Outcome<T, R>>,
): Promise<CommandOutcome<T, R>> {
  const regions = await db.regions();
  const runner = db.source.createQueryRunner();
  try {
    await runner.startTransaction();
    const tx = await openTx(regions, runner, request.actor, request.name);
    const earlier = await claimKey<T>(runner, request);
    if (earlier) {
      await runner.rollbackTransaction();
      return earlier;
    }
    const outcome = await decide(tx);
    if (!outcome.ok) {
      await runner.rollbackTransaction();
      return outcome;
    }
    if (tx.eventCount === 0) throw new Error(`${request.name} changed something without recording an event`);
    await runner.query('UPDATE idempotency_key SET answer = $3 WHERE actor = $1 AND key = $2', [
      actorId(request.actor),
      request.idempotencyKey,
      JSON.stringify(outcome.value ?? null),
    ]);
    await runner.commitTransaction();
    return { ok: true, value: outcome.value, replayed: false };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** Takes the key, or waits for whoever holds it and answers as they did. */
async function claimKey<T>(
  runner: QueryRunner,
  request: CommandRequest<unknown>,
): Promise<{ ok: true; value: T; replayed: true } | { ok: false; refusal: KeyReused } | undefined> {
  const actor = actorId(request.actor);
  const inputHash = sha256(canonicalJson({ command: request.name, input: request.input }));
  const inserted = (await runner.query(
    `INSERT INTO idempotency_key (actor, key, command, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING key`,
    [actor, request.idempotencyKey, request.name, inputHash],
  )) as unknown[];
  if (inserted.length > 0) return undefined;
  const [earlier] = (await runner.query(
    'SELECT input_hash AS "inputHash", answer FROM idempotency_key WHERE actor = $1 AND key = $2',
    [actor, request.idempotencyKey],
  )) as { inputHash: string; answer: T }[];
  if (earlier?.inputHash === inputHash) return { ok: true, value: earlier.answer, replayed: true };
  return {
    ok: false,
    refusal: {
      code: 'idempotency-key-reused',
      message: 'This Idempotency-Key was used for another request. Send a new key for a new request.',
    },
  };
}

function databaseError(error: unknown): { code?: string; constraint?: string } {
  return error instanceof QueryFailedError
    ? (error.driverError as { code?: string; constraint?: string })
    : {};
}

/** TypeORM's error carries every parameter; logs must not. */
function redacted(error: unknown): unknown {
  if (error instanceof QueryFailedError)
    (error as { parameters?: unknown[] | undefined }).parameters = undefined;
  return error;
}
