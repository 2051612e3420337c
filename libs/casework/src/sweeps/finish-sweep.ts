import { fen } from '@duixian/money';
import { saveSweep, sumLinesToOffer, type SweepEntity, type Tx } from '@duixian/persistence';
import { moveSweep } from '@duixian/workflow';

/**
 * Everybody was looked at: the list is summed up and hashed. A real sweep with something to offer waits for a second
 * officer; every other one is over. The sweep is locked by the caller.
 */
export async function finishSweep(tx: Tx, sweep: SweepEntity): Promise<void> {
  const { count, amountFen, hash } = await sumLinesToOffer(tx, sweep.id);
  const move = moveSweep(sweep.state, !sweep.dryRun && count > 0 ? 'present' : 'conclude');
  if (!move.ok) throw new Error(`sweep ${sweep.id} cannot finish from ${sweep.state}`);
  sweep.state = move.to;
  sweep.offerCount = count;
  sweep.offerFen = fen(amountFen);
  sweep.offerHash = hash;
  sweep.finishedAt = tx.now;
  sweep.endedAt = move.to === 'completed' ? tx.now : null;
  await saveSweep(tx, sweep);
  await tx.record({
    caseId: sweep.id,
    regionCode: sweep.cityCode,
    type: move.event,
    data: {
      to: { state: sweep.state },
      version: sweep.version,
      offers: count,
      amountFen: sweep.offerFen,
      hash,
    },
  });
}
