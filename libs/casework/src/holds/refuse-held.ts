import { readHoldsOfCases, type CaseHoldEntity, type Tx } from '@duixian/persistence';
import { holdInWords } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';

/** A hold as a refusal names it. */
export const heldFor = ({ id, kind, details, paymentId }: CaseHoldEntity) => ({
  ...{ holdId: id, paymentId, kind },
  column: '暂停',
  message: holdInWords({ kind, details }),
  fix: '在“暂停事项”中核实后解除',
});

/** Null where nothing holds the case itself. */
export async function refuseWhileHeld(tx: Tx, applicationId: string): Promise<Refused | null> {
  const standing = (await readHoldsOfCases(tx, [applicationId])).filter(
    ({ paymentId, state }) => paymentId === null && state !== 'lifted',
  );
  if (standing.length === 0) return null;
  return refuse('case-held', '该申报已暂停:请市级审核人员在“暂停事项”核实原因后解除,或办理不予支持。', {
    problems: standing.map(heldFor),
  });
}
