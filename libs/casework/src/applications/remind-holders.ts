import { stepKey, type Database } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refusal, Refused } from '../ground/refusal';
import { remindHolder } from './remind-holder';

export type RemindResult =
  | { applicationId: string; ok: true; reminders: number }
  | { applicationId: string; ok: false; refusal: Refusal };

/**
 * 批量催办: many cases, each through exactly the single use case, in its own transaction and with its own key, so a case that
 * is refused stops no other and repeating the request reminds nobody again.
 */
export async function remindHolders(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; applicationIds: readonly string[] },
): Promise<{ ok: true; value: { results: RemindResult[] } } | Refused> {
  const { actor } = command;
  const forbidden = refuseUnlessPermitted(actor, 'task.remind');
  if (forbidden) return forbidden;
  const results: RemindResult[] = [];
  for (const applicationId of command.applicationIds) {
    const idempotencyKey = stepKey(command.idempotencyKey, applicationId);
    const outcome = await remindHolder(db, { actor, idempotencyKey, applicationId });
    results.push(
      outcome.ok
        ? { applicationId, ok: true, reminders: outcome.value.reminders }
        : { applicationId, ok: false, refusal: outcome.refusal },
    );
  }
  return { ok: true, value: { results } };
}
