import * as casework from '@duixian/casework';
import { insertHolds, runCommand, type CaseHoldEntity } from '@duixian/persistence';
import { CITY, look, valueOf, type Office } from '@duixian/testing';

const SYSTEM = { kind: 'system', name: 'test' } as const;

/** A hold of a case, or of one of its payments, that nobody has looked at; another one each time. */
export async function heldOn(
  office: Office,
  applicationId: string,
  payment: { id: string; regionCode: string } | null,
): Promise<{ id: string; version: number }> {
  const { applicant } = await look(office, applicationId);
  const id = office.key();
  const request = { name: 'hold', actor: SYSTEM, idempotencyKey: id, input: {} };
  await runCommand(office.db, request, async (tx) => {
    const hold: CaseHoldEntity = {
      ...{ id, applicationId, partyId: applicant?.id ?? '', paymentId: payment?.id ?? null },
      ...{ regionCode: payment?.regionCode ?? '410400', kind: 'applicant-renamed', fingerprint: id },
      ...{
        purpose: payment ? 'payment' : 'award',
        details: { was: '旧名', now: '新名' },
        creditCheckId: null,
      },
      ...{ state: 'open', version: 1, raisedAt: tx.now, raisedBy: 'system:test' },
      ...{ proposedAt: null, proposedBy: null, proposalReason: null },
      ...{ liftedAt: null, liftedBy: null, liftReason: null },
    };
    await insertHolds(tx, [hold]);
    await tx.record({ caseId: id, regionCode: '410400', type: 'test.held', data: {} });
    return { ok: true, value: null };
  });
  return { id, version: 1 };
}

/** The city's maker and checker let everything of its treasury go on. */
export async function letGo(office: Office): Promise<void> {
  const [maker, checker] = [await office.as('city-maker'), await office.as('city-checker')];
  const reason = '经核实,不影响兑付';
  const { items } = valueOf(await casework.listHolds(office.db, checker, {}, { limit: 200 }));
  for (const { id: holdId, version, state, regionCode } of items) {
    if (state === 'lifted' || regionCode !== CITY.regionCode) continue;
    const given = { holdId, reason, idempotencyKey: office.key() };
    const proposed =
      state === 'proposed'
        ? { version }
        : valueOf(await casework.resolveHold(office.db, { ...given, actor: maker, version }, 'propose'));
    const command = { ...given, idempotencyKey: office.key(), actor: checker, version: proposed.version };
    valueOf(await casework.resolveHold(office.db, command, 'confirm'));
  }
}
