import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import * as casework from '@duixian/casework';
import { channelByTwo, Office, PLACES, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { enterPayments } from './ground';

const { regionCode, account } = PLACES.yexian;

/** The treasury of 叶县, which pays by file, with one awarded case after which all others are made. */
export class Till {
  private entered = 0;
  private readonly files: casework.FileStore;

  private constructor(
    readonly office: Office,
    readonly owner: Client,
    private readonly folder: string,
    private readonly model: string,
  ) {
    this.files = new casework.FileStore(join(folder, 'store'));
  }

  static async open(): Promise<Till> {
    const office = await Office.open();
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    const model = await walkToAward(office, 'yexian');
    await channelByTwo(office, regionCode, 'pain.001');
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
    const command = { ...(await this.byMaker()), batchId, version };
    return valueOf(await casework.writeInstructionFile(this.office.db, this.files, command)).sizeBytes;
  }

  /** What the bank tells of a batch that it paid whole, as camt.053, into a file. */
  async statementOf({ id, number, totalFen, paymentCount }: casework.BatchAnswer): Promise<Statement> {
    const path = join(this.folder, `${number}.camt.xml`);
    const day =
      (
        await this.owner.query<{ day: string }>(
          `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
        )
      ).rows[0]?.day ?? '';
    const file = createWriteStream(path);
    file.write(camtOpening({ number, day, totalFen, paymentCount }));
    for (let after = 0; ; after += ENTRIES_AT_ONCE) {
      const { rows } = await this.owner.query<{ entry: string }>(ENTRIES, [
        id,
        number,
        day,
        after,
        ENTRIES_AT_ONCE,
      ]);
      for (const { entry } of rows) file.write(entry);
      if (rows.length < ENTRIES_AT_ONCE) break;
    }
    await finished(file.end('</Stmt></BkToCstmrStmt></Document>'));
    return { path, bytes: statSync(path).size };
  }

  /** As the API takes it in: from the wire into the file store, and then read. */
  async readStatement({ path }: Statement): Promise<casework.StatementAnswer> {
    const kept = valueOf(await casework.keepStatementFile(this.files, createReadStream(path)));
    return valueOf(
      await casework.importStatement(this.office.db, { ...(await this.byMaker()), content: kept }),
    );
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

export interface Statement {
  path: string;
  bytes: number;
}

const ENTRIES_AT_ONCE = 5_000;
const yuan = (fen: number): string => (fen / 100).toFixed(2);

const camtOpening = (about: {
  number: string;
  day: string;
  totalFen: number;
  paymentCount: number;
}): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${about.number}</MsgId><CreDtTm>${about.day}T20:00:00+08:00</CreDtTm></GrpHdr><Stmt><Id>${about.number}</Id>
<FrToDt><FrDtTm>${about.day}T00:00:00+08:00</FrDtTm><ToDtTm>${about.day}T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${about.day}</Dt></Dt></Bal>
<TxsSummry><TtlCdtNtries><NbOfNtries>0</NbOfNtries><Sum>0</Sum></TtlCdtNtries>
<TtlDbtNtries><NbOfNtries>${about.paymentCount}</NbOfNtries><Sum>${yuan(about.totalFen)}</Sum></TtlDbtNtries></TxsSummry>`;

const ENTRIES = `
  SELECT format('<Ntry><Amt Ccy="CNY">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef>'
      '<BkTxCd><Prtry><Cd>PMNT</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>%s</Nm></Pty></Cdtr>'
      '<CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>', round(p.amount_fen / 100.0, 2), $3::text,
      $2 || '-' || a.file_line, a.bank_reference, p.payee ->> 'accountName', p.payee ->> 'accountNumber') AS entry
  FROM payment_attempt a JOIN payment p ON p.id = a.payment_id
  WHERE p.batch_id = $1 AND a.state = 'sending' AND a.file_line > $4 ORDER BY a.file_line LIMIT $5`;
