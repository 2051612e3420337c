import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { Office, PLACES, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { enterPayments } from './ground';

const { regionCode, account } = PLACES.yexian;

/** The treasury of 叶县, which pays by file, with one awarded case after which all others are made. */
export class Till {
  private entered = 0;

  private constructor(
    private readonly office: Office,
    readonly owner: Client,
    private readonly folder: string,
    private readonly model: string,
  ) {}

  static async open(): Promise<Till> {
    const office = await Office.open();
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const model = await walkToAward(office, 'yexian');
    const change = {
      ...{ name: '叶县', financeOfficeName: '叶县财政局', validTo: null },
      paymentChannel: 'pain.001' as const,
    };
    const command = {
      actor: await office.as('admin'),
      idempotencyKey: office.key(),
      code: regionCode,
      change,
    };
    valueOf(await casework.editRegion(office.db, command));
    return new Till(office, owner, mkdtempSync(join(tmpdir(), 'duixian-bench-')), model);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.office.close();
    rmSync(this.folder, { recursive: true });
  }

  async enter(payments: number): Promise<void> {
    await enterPayments(this.owner, this.model, this.entered + 1, payments);
    this.entered += payments;
  }

  prepare = (): Promise<casework.BatchAnswer> => prepare(this.office, 'yexian', regionCode);

  release = (batch: casework.BatchAnswer): Promise<casework.BatchAnswer> =>
    release(this.office, 'yexian', batch);

  /** @returns how large the file is, in bytes */
  async writeFile({ id: batchId, version }: casework.BatchAnswer): Promise<number> {
    const store = new casework.FileStore(this.folder);
    const command = { ...(await this.byMaker()), batchId, version };
    return valueOf(await casework.writeInstructionFile(this.office.db, store, command)).sizeBytes;
  }

  /** What the bank tells of a batch that it paid whole, in its own form. */
  async statementOf({ id, number }: casework.BatchAnswer): Promise<string> {
    const { rows } = await this.owner.query<{ content: string }>(STATEMENT, [id, number, account]);
    return rows[0]?.content ?? '';
  }

  async readStatement(content: string): Promise<casework.StatementAnswer> {
    return valueOf(await casework.importStatement(this.office.db, { ...(await this.byMaker()), content }));
  }

  /** As autovacuum leaves the tables; it is off in the server of the tests. */
  async settle(): Promise<void> {
    await this.owner.query('VACUUM ANALYZE');
  }

  /** @throws when a payment of the batch is not settled: then the times say nothing */
  async prove(batch: casework.BatchAnswer): Promise<void> {
    const { rows } = await this.owner.query<{ settled: number; fen: string }>(
      `SELECT count(*)::int AS settled, sum(amount_fen)::text AS fen FROM payment WHERE batch_id = $1 AND state = 'settled'`,
      [batch.id],
    );
    if (rows[0]?.settled !== batch.paymentCount || Number(rows[0].fen) !== batch.totalFen)
      throw new Error(`of ${batch.paymentCount} payments ${rows[0]?.settled} are settled`);
  }

  private async byMaker() {
    return { actor: await this.office.as('yexian-maker'), idempotencyKey: this.office.key() };
  }
}

const STATEMENT = `
  WITH line AS (SELECT row_number() OVER (ORDER BY p.id) AS n, a.bank_reference, p.amount_fen, p.payee,
      (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS day
    FROM payment p JOIN payment_attempt a ON a.payment_id = p.id AND a.state = 'sending' WHERE p.batch_id = $1)
  SELECT json_build_object('statementId', $2::text, 'account', $3::text, 'date', max(day), 'lines', json_agg(json_build_object(
      'bankSerial', $2 || '-' || n, 'reference', bank_reference, 'direction', 'debit', 'amountFen', amount_fen,
      'counterpartyName', payee ->> 'accountName', 'counterpartyAccount', payee ->> 'accountNumber', 'bookedOn', day) ORDER BY n),
    'totals', json_build_object('count', count(*), 'debitFen', sum(amount_fen), 'creditFen', 0))::text AS content FROM line`;
