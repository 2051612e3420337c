import { fen, parseYuan } from '@duixian/money';
import { addDays, addMonths, localDate, yearOf, type LocalDate } from '@duixian/calendar';
import {
  insertEarlierPayments,
  insertParties,
  insertRegisterExtract,
  type EarlierPaymentEntity,
  type FactRecordEntity,
  type PartyEntity,
  type PayeeAccountEntity,
  type TitleRecordEntity,
  type Tx,
} from '@duixian/persistence';
import {
  TITLE_LEVELS,
  TITLE_YEARS,
  type EarlierPayment,
  type FictionalEnterprise,
  type TitleHistory,
} from './fictional-enterprise';

const LEARNED_BY = 'system:seed-demo';

/** Register and document number of each fact, by the beginning of its name. */
const REGISTERS: readonly (readonly [prefix: string, register: string, document: string])[] = [
  ['applicant.size', '企业划型(工信)', '工信划型'],
  ['applicant.is_zjtx', '工信名单', '工信名单'],
  ['applicant.', '登记行业', '市监登记'],
  ['relocation.', '迁移登记、税务', '市监迁移'],
  ['listing.', '证监局、交易所', '辅导备案'],
  ['', '统计联网直报', '统计入库'],
];

/**
 * Stores enterprises with what registers say about them, in a handful of statements.
 * @param bankOf name and code of the bank that keeps the account of an enterprise of a county
 * @returns ids in the order given
 */
export async function seedEnterprises(
  tx: Tx,
  enterprises: readonly FictionalEnterprise[],
  bankOf: (countyCode: string) => readonly [name: string, code: string],
): Promise<string[]> {
  const ids = enterprises.map(() => tx.newId());
  const idOf = (index: number): string => ids[index] ?? '';
  await insertParties(
    tx,
    enterprises.map((enterprise, index) => partyOf(tx, idOf(index), enterprise)),
    enterprises.flatMap((enterprise, index) =>
      accountsOf(tx, idOf(index), { enterprise, number: index + 1, bank: bankOf(enterprise.countyCode) }),
    ),
  );
  await insertRegisterExtract(tx, {
    partyIds: ids,
    facts: enterprises.flatMap((enterprise, index) => factsOf(tx, idOf(index), enterprise)),
    titles: enterprises.flatMap((enterprise, index) =>
      enterprise.titles.map((title) => titleOf(tx, idOf(index), enterprise.countyCode, title)),
    ),
  });
  await insertEarlierPayments(
    tx,
    enterprises.flatMap((enterprise, index) =>
      enterprise.payments.map((payment) => earlierPaymentOf(tx, idOf(index), payment)),
    ),
  );
  return ids;
}

const partyOf = (tx: Tx, id: string, enterprise: FictionalEnterprise): PartyEntity => {
  const { kind, creditCode, registeredName, countyCode, registeredOn } = enterprise;
  return { id, kind, creditCode, registeredName, countyCode, registeredOn, createdAt: tx.now };
};

function accountsOf(
  tx: Tx,
  partyId: string,
  given: { enterprise: FictionalEnterprise; number: number; bank: readonly [string, string] },
): PayeeAccountEntity[] {
  const { registeredName, account } = given.enterprise;
  const [bankName, bankCode] = given.bank;
  const version = (number: number, state: { verified: boolean; name?: string }): PayeeAccountEntity => ({
    id: tx.newId(),
    partyId,
    version: number,
    accountName: state.name ?? registeredName,
    accountNumber: `620${number}${String(given.number).padStart(12, '0')}`,
    bankName,
    bankCode,
    ...{ bankCodeListedOn: null, createdAt: tx.now, proposedBy: null, confirmedBy: null, confirmedAs: null },
    state: state.verified ? 'confirmed' : 'proposed',
    verifiedAt: state.verified ? tx.now : null,
    effectiveOn: state.verified ? tx.today : null,
    ...{ endedAt: null, endedBy: null, endReason: null },
  });
  switch (account) {
    case 'verified':
      return [version(1, { verified: true })];
    case 'replaced':
      return [version(1, { verified: true }), version(2, { verified: true })];
    case 'unverified':
      return [version(1, { verified: false })];
    case 'renamed':
      return [version(1, { verified: false, name: registeredName.replace('演示', '演示旧名') })];
    case 'none':
      return [];
  }
}

function factsOf(tx: Tx, partyId: string, { facts }: FictionalEnterprise): FactRecordEntity[] {
  const year = yearOf(tx.today);
  return Object.entries(facts).map(([name, value]) => {
    const [, source = '', document = ''] = REGISTERS.find(([prefix]) => name.startsWith(prefix)) ?? [];
    return {
      ...{ id: tx.newId(), partyId, applicationId: null, name, value, status: 'authoritative', source },
      documentNumber: `${document}〔${year}〕1号(演示)`,
      ...{ validFrom: `${year}-01-01`, validTo: null, learnedAt: tx.now, learnedBy: LEARNED_BY },
    };
  });
}

function titleOf(tx: Tx, partyId: string, countyCode: string, title: TitleHistory): TitleRecordEntity {
  const { code, acquisition, firstEver, grantedCity } = title;
  const grantedOn = dayOf(tx.today, title.yearsAgo, title.month);
  return {
    id: tx.newId(),
    partyId,
    ...{ code, level: TITLE_LEVELS[code], subjectId: null, acquisition, firstEver },
    grantedCity: grantedCity ?? tx.regions.ancestorAt(countyCode, 'city').factName,
    grantedOn,
    validFrom: grantedOn,
    validTo: addDays(addMonths(grantedOn, 12 * TITLE_YEARS), -1),
    documentNumber: `演示认定〔${yearOf(grantedOn)}〕${title.month}号`,
    ...{ status: 'authoritative', learnedAt: tx.now, learnedBy: LEARNED_BY },
  };
}

const dayOf = (today: LocalDate, yearsAgo: number, month: number): LocalDate =>
  localDate(`${yearOf(today) - yearsAgo}-${String(month).padStart(2, '0')}-15`);

/** The ledgers of earlier years name enterprise and clause, not the title: each line counts for whichever it was. */
function earlierPaymentOf(tx: Tx, partyId: string, payment: EarlierPayment): EarlierPaymentEntity {
  const year = yearOf(tx.today) - payment.yearsAgo;
  return {
    ...{ id: tx.newId(), partyId, clauseId: payment.clauseId, subject: null },
    amountFen: fen(parseYuan(payment.amountYuan) ?? 0),
    paidOn: `${year}-12-20`,
    documentNumber: `演示兑付〔${year}〕1号`,
    source: '既往兑付台账',
    ...{ importId: null, recordedAt: tx.now, recordedBy: LEARNED_BY },
  };
}
