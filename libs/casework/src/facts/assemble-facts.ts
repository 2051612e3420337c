import { localDateInShanghai } from '@duixian/calendar';
import { parseFacts, type Facts } from '@duixian/policy';
import {
  canonicalJson,
  readAwardedClauses,
  readDecisionsInForce,
  readEarlierPayments,
  readFactsOn,
  readStandards,
  readTitles,
  sha256,
  type CaseDecisionEntity,
  type EarlierPaymentEntity,
  type FactRecordEntity,
  type FactStatus,
  type PartyEntity,
  type StandardRecordEntity,
  type StandingTitle,
  type Tx,
} from '@duixian/persistence';
import { formatYuan, fen } from '@duixian/money';

/** Where a fact came from, beside each determination and on each case page. */
export interface Provenance {
  status: FactStatus;
  source: string;
  documentNumber: string | null;
  learnedAt: string;
}

export interface AssembledFacts {
  facts: Facts;
  provenance: Record<string, Provenance>;
  contentHash: string;
  /** Day that each recorded fact speaks from: that of its document, else the day it was learned. */
  statedOn: Readonly<Record<string, string>>;
}

const POLICY_KIND: Readonly<Record<PartyEntity['kind'], string>> = {
  enterprise: 'enterprise',
  individual_business: 'individual_business',
  institution: 'organisation',
  person: 'person',
};

/** What is stored about one party, as far as it counts. */
export interface KnownLists {
  titles: readonly StandingTitle[];
  standards: readonly StandardRecordEntity[];
  earlier: readonly EarlierPaymentEntity[];
  awarded: Awaited<ReturnType<typeof readAwardedClauses>>;
}

/**
 * Everything known about a party for a decision on `evaluationDate`, in the vocabulary of the law: registration,
 * the best record of each fact, titles and standards, what was paid in earlier years by the imported ledgers, and what
 * this system awarded already (reserved counts as paid). With `claimsOf` the applicant's own claims fill what no register
 * or reviewer has said; without it nothing that was merely claimed takes part. With `decisionsOf` the decisions that count
 * in that case take part. Named either way, a case takes what was vouched for in others only where it speaks of the same.
 * @throws Error when stored facts do not fit the vocabulary, which the commands that store them prevent
 */
export async function assembleFacts(
  tx: Tx,
  party: PartyEntity,
  evaluationDate: string,
  claimsOf: string | null,
  decisionsOf: string | null = null,
): Promise<AssembledFacts> {
  const applicationId = claimsOf ?? decisionsOf;
  const within = applicationId === null ? null : { applicationId, claims: claimsOf !== null };
  const facts = await readFactsOn(tx, [party.id], evaluationDate, within);
  const lists = (await readLists(tx, [party.id]))(party.id);
  const decisions = decisionsOf === null ? [] : await readDecisionsInForce(tx, decisionsOf);
  return assemble(tx, party, evaluationDate, { facts, ...lists }, decisions);
}

/** Titles, standards and payments of some parties, by party. */
export async function readLists(
  tx: Tx,
  partyIds: readonly string[],
): Promise<(partyId: string) => KnownLists> {
  const titles = byParty(await readTitles(tx, partyIds));
  const standards = byParty(await readStandards(tx, partyIds));
  const earlier = byParty(await readEarlierPayments(tx, partyIds));
  const awarded = byParty(await readAwardedClauses(tx, partyIds));
  return (id) => ({
    titles: titles.get(id) ?? [],
    standards: standards.get(id) ?? [],
    earlier: earlier.get(id) ?? [],
    awarded: awarded.get(id) ?? [],
  });
}

/** Rows by their party, in the order they come. */
export function byParty<T extends { partyId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.partyId);
    if (group) group.push(row);
    else groups.set(row.partyId, [row]);
  }
  return groups;
}

function assemble(
  tx: Tx,
  party: PartyEntity,
  evaluationDate: string,
  known: KnownLists & { facts: readonly FactRecordEntity[] },
  decisions: readonly CaseDecisionEntity[],
): AssembledFacts {
  const register: Provenance = {
    status: 'authoritative',
    source: '市场主体登记',
    documentNumber: party.creditCode,
    learnedAt: party.createdAt.toISOString(),
  };
  const collected: Record<string, unknown> = {
    evaluation_date: evaluationDate,
    'applicant.kind': POLICY_KIND[party.kind],
    'applicant.province': tx.regions.ancestorAt(party.countyCode, 'province').factName,
    'applicant.city': tx.regions.ancestorAt(party.countyCode, 'city').factName,
    'applicant.county': tx.regions.get(party.countyCode).factName,
  };
  const provenance: Record<string, Provenance> = Object.fromEntries(
    Object.keys(collected).map((name) => [name, register]),
  );
  provenance['evaluation_date'] = {
    status: 'authoritative',
    source: '系统',
    documentNumber: null,
    learnedAt: tx.nowText,
  };
  const statedOn: Record<string, string> = {};
  for (const record of known.facts) {
    if (record.name in collected) continue;
    statedOn[record.name] = record.documentDate ?? localDateInShanghai(record.learnedAt.getTime());
    collected[record.name] = record.value;
    provenance[record.name] = {
      status: record.status,
      source: record.source,
      documentNumber: record.documentNumber,
      learnedAt: record.learnedAt.toISOString(),
    };
  }
  collectLists(known, collected);
  if (decisions.length > 0) {
    collected['decisions'] = decisions.flatMap(decisionFacts);
    provenance['decisions'] = decisionProvenance(decisions);
  }
  const parsed = parseFacts(collected);
  if (!parsed.ok) {
    const misfits = parsed.problems.map((problem) => problem.fact).join(', ');
    throw new Error(`stored facts of party ${party.id} do not fit: ${misfits}`);
  }
  return {
    facts: parsed.facts,
    provenance,
    contentHash: sha256(canonicalJson({ facts: parsed.facts, provenance })),
    statedOn,
  };
}

/** Writes them as the law's vocabulary has them. */
export function collectLists(
  { titles, standards, ...paid }: KnownLists,
  into: Record<string, unknown>,
): void {
  if (titles.length > 0) {
    into['titles'] = titles.map((title) =>
      present({
        id: title.recognitionId,
        code: title.code,
        level: title.level,
        subject_id: title.subjectId,
        acquisition: title.acquisition,
        first_ever: title.firstEver,
        granted_city: title.grantedCity,
        granted_on: title.grantedOn,
        valid_from: title.validFrom,
        valid_to: title.validTo,
      }),
    );
  }
  if (standards.length > 0) {
    into['standards'] = standards.map((standard) =>
      present({
        id: standard.standardNumber,
        kind: standard.kind,
        role: standard.role,
        // Whether it was published is not known of one without a day.
        published: standard.publishedOn === null ? null : true,
        published_on: standard.publishedOn,
      }),
    );
  }
  into['awards_paid'] = paymentsOf(paid);
}

/** Earlier years first, then what this system awarded: one list, since the law makes no difference. */
function paymentsOf({ earlier, awarded }: Pick<KnownLists, 'earlier' | 'awarded'>) {
  const before = earlier.map((payment) =>
    present({
      clause: payment.clauseId,
      subject: payment.subject,
      amount_yuan: formatYuan(payment.amountFen),
      paid_on: payment.paidOn,
    }),
  );
  const here = awarded.map((award) =>
    present({
      clause: award.clauseId,
      subject: award.subject === '' ? null : award.subject,
      amount_yuan: formatYuan(fen(award.amountFen)),
      paid_on: award.awardedOn,
      // A cap of a year is used up by what was determined for that year, on whatever day it was awarded.
      tested_on: award.testedOn.slice(0, 4) === award.awardedOn.slice(0, 4) ? null : award.testedOn,
    }),
  );
  return [...before, ...here];
}

/** A decision in the vocabulary of the law: an option once for each reading that it answers. */
export const decisionFacts = (decision: CaseDecisionEntity): Record<string, unknown>[] =>
  (decision.readingIds ?? [null]).map((reading) =>
    present({
      clause: decision.clauseId,
      subject: decision.subject,
      approved_amount_yuan: decision.amountFen === null ? null : formatYuan(decision.amountFen),
      approved_ratio: decision.ratio,
      option: decision.optionKey,
      reading,
    }),
  );

/** Decisions are a reviewer's word with a document, as attested facts are. */
export function decisionProvenance(decisions: readonly CaseDecisionEntity[]): Provenance {
  const [last] = [...decisions].reverse();
  return {
    status: 'attested',
    source: '审核决定',
    documentNumber: [...new Set(decisions.map((each) => each.documentNumber))].join('、'),
    learnedAt: last?.decidedAt.toISOString() ?? '',
  };
}

const present = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
