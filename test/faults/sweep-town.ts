import { completeCreditCode } from '@duixian/casework';
import { addDays, localDate } from '@duixian/calendar';
import {
  insertCall,
  insertEarlierPaymentCoverage,
  insertParties,
  insertRegisterExtract,
  readCalls,
  runCommand,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import { Office } from '@duixian/testing';

/** Three chunks. */
const ENTERPRISES = 410;
/** Each of these has a fact that cannot be read. */
const ILL = new Set([7, 250]);
const COUNTY = '410422';
const CLAUSE = 'PDS-A2-4-3-1';
/** What the demo's budget of the county pays with. */
const BUILDER = { kind: 'system', name: 'test-town' } as const;

export interface SweepTown {
  office: Office;
  callId: string;
  county: string;
  today: string;
  /** Those who will confirm their offer, in the order of their credit codes. */
  willing: readonly string[];
}

/** A fresh office whose county has hundreds of enterprises that are owed the same, and two whose facts do not fit. */
export async function buildTown(): Promise<SweepTown> {
  const office = await Office.open();
  const now = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const built = await runCommand<{ callId: string; willing: string[] }, never>(
    office.db,
    { name: 'buildTown', actor: BUILDER, idempotencyKey: 'build-town', input: {} },
    async (tx) => {
      const ids = Array.from({ length: ENTERPRISES }, () => tx.newId());
      await insertParties(tx, ids.map(partyOf(tx)), ids.map(accountOf(tx)));
      const facts = ids.flatMap((partyId, index) => factsOf(tx, partyId, index, now));
      await insertRegisterExtract(tx, { partyIds: ids, titles: [], facts });
      const callId = await openCall(tx);
      const regionCode = COUNTY;
      await tx.record({ caseId: tx.newId(), regionCode, type: 'test.town', data: {} });
      return { ok: true, value: { callId, willing: ids.slice(100, 103) } };
    },
  );
  if (!built.ok) throw new Error('the town was not built');
  return { office, county: COUNTY, today: now, ...built.value };
}

const nameOf = (index: number): string => `故障演练企业${index}号有限公司`;

const partyOf = (tx: Tx) => (id: string, index: number) => ({
  ...{ id, kind: 'enterprise' as const, countyCode: COUNTY, registeredOn: null, createdAt: tx.now },
  creditCode: completeCreditCode(`91410422MA0T${String(index).padStart(4, '0')}`),
  registeredName: nameOf(index),
});

const accountOf = (tx: Tx) => (partyId: string, index: number) => ({
  ...{ id: tx.newId(), partyId, version: 1, accountName: nameOf(index) },
  ...{
    accountNumber: `62${String(index).padStart(12, '0')}`,
    bankName: '演示银行',
    bankCode: '313495000001',
  },
  ...{ bankCodeListedOn: null, state: 'confirmed' as const, createdAt: tx.now, proposedBy: null },
  ...{ verifiedAt: tx.now, confirmedBy: null, confirmedAs: null, effectiveOn: tx.today },
  ...{ endedAt: null, endedBy: null, endReason: null },
});

function factsOf(tx: Tx, partyId: string, index: number, today: string) {
  const stated: [string, StoredFactValue, string | null][] = [
    ['scale.first_entry', true, addDays(localDate(today), -3)],
    ['applicant.sectors', ['industrial'], null],
    ...(ILL.has(index) ? ([['zyec.financing_yuan', 'lots', null]] as [string, string, null][]) : []),
  ];
  return stated.map(([name, value, validFrom]) => ({
    ...{ id: tx.newId(), partyId, applicationId: null, name, value, validFrom, validTo: null },
    ...{ status: 'authoritative' as const, source: '统计联网直报', documentNumber: '1号' },
    ...{ learnedAt: tx.now, learnedBy: 'system:test' },
  }));
}

/** A call like the seeded one, under which nothing was paid in earlier years. */
async function openCall(tx: Tx): Promise<string> {
  const [seeded] = await readCalls(tx);
  if (!seeded) throw new Error('there is no call');
  const id = tx.newId();
  const call = { ...seeded, id, number: 'FAULTS-1', clauseIds: [CLAUSE], materials: [], parameters: {} };
  await insertCall(tx, { ...call, noticeWorkingDays: 0 });
  await insertEarlierPaymentCoverage(tx, [
    {
      ...{ id: tx.newId(), cityCode: call.cityCode, clauseIds: [CLAUSE], documentNumber: 'FAULTS' },
      ...{ completeTo: '2025-12-31', paidHereFrom: '2026-01-01', state: 'confirmed' as const, version: 2 },
      ...{ recordedAt: tx.now, recordedBy: 'system:test', confirmedAt: tx.now, confirmedBy: 'system:other' },
      ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
    },
  ]);
  return id;
}
