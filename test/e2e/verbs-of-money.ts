import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { channelByTwo, PLACES, release, valueOf, WILLING_BANK } from '@duixian/testing';
import { heldOn } from '../http/hold-subjects';
import { type Ground, type Subject, type Verbs } from './gated-verbs';
import { verbsOfReversal } from './verbs-of-reversal';

const REASON = { reason: '按规定办理' };
const YEXIAN = PLACES.yexian.regionCode;

/** The verbs about money, each with a case of 叶县 whose payment or demand is at the point where it may be taken. */
export function verbsOfMoney({ office, desk, files, folder }: Ground): Verbs {
  const by = (actor: casework.PersonActor) => ({ actor, idempotencyKey: office.key() });
  const as = async (username: string) => by(await office.as(username));
  /** A payment of 叶县 that waits, of a case of its own. */
  async function payment(): Promise<{ applicationId: string; paymentId: string }> {
    const { rows } = await desk.pool.query<{ year: number; subject: string }>(
      `SELECT year, subject FROM budget_line WHERE region_code = $1 ORDER BY year DESC LIMIT 1`,
      [YEXIAN],
    );
    const paymentId = (await desk.award(rows[0]?.subject ?? '', rows[0]?.year ?? 0, 1_000)) ?? '';
    const found = await desk.pool.query<{ application_id: string }>(
      'SELECT application_id FROM payment WHERE id = $1',
      [paymentId],
    );
    return { applicationId: found.rows[0]?.application_id ?? '', paymentId };
  }

  const versionOf = async (table: 'payment' | 'finance_task' | 'disbursement_batch', id: string) =>
    (await desk.pool.query<{ version: number }>(`SELECT version FROM ${table} WHERE id = $1`, [id])).rows[0]
      ?.version ?? 0;

  async function prepared() {
    const { applicationId, paymentId } = await payment();
    const batch = valueOf(
      await casework.prepareBatch(office.db, {
        ...(await as('yexian-maker')),
        ...{ regionCode: YEXIAN, paymentIds: [paymentId] },
      }),
    );
    return { applicationId, paymentId, batch };
  }

  /** The bank refused it, which is a finance task. */
  async function rejected() {
    const { batch, ...about } = await prepared();
    await release(office, 'yexian', batch);
    const no = { outcome: 'rejected', code: 'AC04', reason: '收款账户已销户', raw: '{}' } as const;
    await office.drain({ ...WILLING_BANK, send: () => Promise.resolve(no) });
    const { rows } = await desk.pool.query<{ id: string }>(
      'SELECT id FROM finance_task WHERE payment_id = $1 AND done_at IS NULL',
      [about.paymentId],
    );
    return { ...about, taskId: rows[0]?.id ?? '' };
  }

  /** The treasury pays by file, and the batch is released. */
  async function releasedByFile() {
    await channelByTwo(office, YEXIAN, 'list-csv');
    const { batch, applicationId } = await prepared();
    await release(office, 'yexian', batch);
    await channelByTwo(office, YEXIAN, 'bank');
    return { applicationId, batchId: batch.id };
  }

  async function demanded(applicationId: string, paymentId: string) {
    const { rows } = await desk.pool.query<{ clause: string; subject: string }>(
      `SELECT l.clause_id AS clause, l.subject FROM award w JOIN award_line l ON l.award_id = w.id WHERE w.application_id = $1`,
      [applicationId],
    );
    const line = { clauseId: rows[0]?.clause ?? '', subject: rows[0]?.subject ?? '' };
    return { paymentId, ...line, amountFen: 100, documentNumber: '追1号', workingDays: 10, ...REASON };
  }

  /** Paid, and a part of it demanded back with a repayment proposed, as far as it is wanted. */
  async function recovering(far: 'paid' | 'proposed' | 'demanded' | 'repaid') {
    const { batch, applicationId, paymentId } = await prepared();
    await release(office, 'yexian', batch);
    await office.drain();
    valueOf(await desk.statement([paymentId], 'debit'));
    await office.drain();
    const proposal = await demanded(applicationId, paymentId);
    if (far === 'paid') return { applicationId, proposal, recoveryId: '', entryId: '' };
    const maker = 'yexian-maker';
    const made = valueOf(await casework.proposeRecovery(office.db, { ...(await as(maker)), ...proposal }));
    const recoveryId = made.id;
    if (far === 'proposed') return { applicationId, proposal, recoveryId, entryId: '' };
    const confirm = { recoveryId, version: made.version, action: 'confirm' } as const;
    const { version } = valueOf(
      await casework.decideRecovery(office.db, { ...(await as('yexian-checker')), ...confirm }),
    );
    if (far === 'demanded') return { applicationId, proposal, recoveryId, entryId: '' };
    const entry = {
      kind: 'repayment',
      amountFen: 50,
      note: '已退',
      bankReference: office.key(),
      paidOn: '2026-03-02',
    } as const;
    const { id: entryId } = valueOf(
      await casework.recordRecoveryEntry(office.db, { ...(await as(maker)), recoveryId, version, ...entry }),
    );
    return { applicationId, proposal, recoveryId, entryId };
  }

  const onRecovery =
    (
      far: 'proposed' | 'demanded' | 'repaid',
      verb: (of: {
        recoveryId: string;
        entryId: string;
      }) => (actor: casework.PersonActor) => Promise<unknown>,
    ) =>
    async (): Promise<Subject> => {
      const { applicationId, recoveryId, entryId } = await recovering(far);
      return { applicationId, county: YEXIAN, run: verb({ recoveryId, entryId }) };
    };
  const decideRecovery = (action: casework.RecoveryVerb) =>
    onRecovery(
      'proposed',
      ({ recoveryId }) =>
        (actor) =>
          casework.decideRecovery(office.db, { ...by(actor), recoveryId, version: 1, action }),
    );
  const decideEntry = (action: 'book' | 'refuse' | 'withdraw') =>
    onRecovery(
      'repaid',
      (of) => (actor) => casework.decideRecoveryEntry(office.db, { ...by(actor), ...of, version: 1, action }),
    );

  const onHold = (action: 'propose' | 'confirm' | 'refuse') => async (): Promise<Subject> => {
    const { applicationId, paymentId } = await payment();
    const { id: holdId } = await heldOn(office, applicationId, { id: paymentId, regionCode: YEXIAN });
    let version = 1;
    if (action !== 'propose')
      ({ version } = valueOf(
        await casework.resolveHold(
          office.db,
          { ...(await as('yexian-maker')), holdId, version, ...REASON },
          'propose',
        ),
      ));
    return {
      ...{ applicationId, county: YEXIAN },
      run: (actor) => casework.resolveHold(office.db, { ...by(actor), holdId, version, ...REASON }, action),
    };
  };

  return {
    'hold.propose': onHold('propose'),
    'hold.confirm': onHold('confirm'),
    'hold.refuse': onHold('refuse'),
    'batch.prepare': async () => {
      const { applicationId, paymentId } = await payment();
      const due = { regionCode: YEXIAN, paymentIds: [paymentId] };
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.prepareBatch(office.db, { ...by(actor), ...due }),
      };
    },
    'batch.release': async () => {
      const { applicationId, batch } = await prepared();
      const { id: batchId, version } = batch;
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.releaseBatch(office.db, { ...by(actor), batchId, version }),
      };
    },
    'batch.cancel': async () => {
      const { applicationId, batch } = await prepared();
      const { id: batchId, version } = batch;
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.cancelBatch(office.db, { ...by(actor), batchId, version }),
      };
    },
    'batch.writeFile': async () => {
      const { applicationId, batchId } = await releasedByFile();
      const version = await versionOf('disbursement_batch', batchId);
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.writeInstructionFile(office.db, files, { ...by(actor), batchId, version }),
      };
    },
    'batch.readResult': async () => {
      const { applicationId, batchId } = await releasedByFile();
      const version = await versionOf('disbursement_batch', batchId);
      const command = { ...(await as('yexian-maker')), batchId, version };
      valueOf(await casework.writeInstructionFile(office.db, files, command));
      const path = join(folder, 'result.csv');
      writeFileSync(path, '业务编号\n');
      const upload = { path, fileName: '结果.csv', contentHash: 'a'.repeat(64), sizeBytes: 1 };
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) =>
          casework.readResultFile(office.db, { ...by(actor), batchId, upload: upload as never }),
      };
    },
    'payment.requeue': async () => {
      const { applicationId, paymentId } = await rejected();
      const version = await versionOf('payment', paymentId);
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.requeuePayment(office.db, { ...by(actor), paymentId, version }),
      };
    },
    'payment.useAccount': async () => {
      const { applicationId, paymentId } = await payment();
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.usePresentAccount(office.db, { ...by(actor), paymentId, version: 1 }),
      };
    },
    'financeTask.propose': async () => {
      const { applicationId, taskId } = await rejected();
      const version = await versionOf('finance_task', taskId);
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) =>
          casework.proposeResolution(office.db, {
            ...{ ...by(actor), taskId, version, resolution: 'not-sent', note: '已核实' },
          }),
      };
    },
    'financeTask.decide': async () => {
      const { applicationId, taskId } = await rejected();
      const version = await versionOf('finance_task', taskId);
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) =>
          casework.decideResolution(office.db, { ...by(actor), taskId, version, decision: 'refuse' }),
      };
    },
    'recovery.propose': async () => {
      const { applicationId, proposal } = await recovering('paid');
      return {
        ...{ applicationId, county: YEXIAN },
        run: (actor) => casework.proposeRecovery(office.db, { ...by(actor), ...proposal }),
      };
    },
    'recovery.confirm': decideRecovery('confirm'),
    'recovery.refuse': decideRecovery('refuse'),
    'recovery.withdraw': decideRecovery('withdraw'),
    'recovery.record': onRecovery(
      'demanded',
      ({ recoveryId }) =>
        (actor) =>
          casework.recordRecoveryEntry(office.db, {
            ...{ ...by(actor), recoveryId, version: 2, kind: 'write_off', amountFen: 1, note: '核销' },
          }),
    ),
    'recovery.book': decideEntry('book'),
    'recovery.refuseEntry': decideEntry('refuse'),
    'recovery.withdrawEntry': decideEntry('withdraw'),
    ...verbsOfReversal(office, () => recovering('repaid')),
  };
}
