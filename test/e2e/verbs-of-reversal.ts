import * as casework from '@duixian/casework';
import { type Office, PLACES, valueOf } from '@duixian/testing';
import { type Subject, type Verbs } from './gated-verbs';

const { regionCode, account } = PLACES.yexian;
const DAY = '2026-03-02';
const REPAID = 50;

/**
 * The verbs about repayments that the bank took back, each with a case of 叶县 at the point where it may be taken.
 * @param repaying a demand of such a case with a repayment that is proposed
 */
export function verbsOfReversal(
  office: Office,
  repaying: () => Promise<{ applicationId: string; recoveryId: string; entryId: string }>,
): Verbs {
  const by = (actor: casework.PersonActor) => ({ actor, idempotencyKey: office.key() });
  const as = async (username: string) => by(await office.as(username));

  async function booked() {
    const { applicationId, ...of } = await repaying();
    const book = { ...of, version: 1, action: 'book' } as const;
    valueOf(await casework.decideRecoveryEntry(office.db, { ...(await as('yexian-checker')), ...book }));
    const line = {
      ...{ bankSerial: office.key(), reference: '', direction: 'debit', amountFen: REPAID, bookedOn: DAY },
      ...{ counterpartyName: '某企业', counterpartyAccount: '6222' },
    };
    const totals = { count: 1, debitFen: REPAID, creditFen: 0 };
    const content = JSON.stringify({ statementId: office.key(), account, date: DAY, lines: [line], totals });
    const { id: statementId } = valueOf(
      await casework.importStatement(office.db, { ...(await as('yexian-maker')), content }),
    );
    return {
      applicationId,
      proposal: { ...of, version: 2, line: { statementId, position: 1 }, note: '退回' },
    };
  }

  const decide = (action: 'confirm' | 'refuse' | 'withdraw') => async (): Promise<Subject> => {
    const { applicationId, proposal } = await booked();
    const { recoveryId } = proposal;
    const { id: reversalId, version } = valueOf(
      await casework.proposeReversal(office.db, { ...(await as('yexian-maker')), ...proposal }),
    );
    return {
      ...{ applicationId, county: regionCode },
      run: (actor) =>
        casework.decideReversal(office.db, { ...by(actor), recoveryId, reversalId, version, action }),
    };
  };

  return {
    'recovery.proposeReversal': async () => {
      const { applicationId, proposal } = await booked();
      return {
        ...{ applicationId, county: regionCode },
        run: (actor) => casework.proposeReversal(office.db, { ...by(actor), ...proposal }),
      };
    },
    'recovery.confirmReversal': decide('confirm'),
    'recovery.refuseReversal': decide('refuse'),
    'recovery.withdrawReversal': decide('withdraw'),
  };
}
