import {
  findParty,
  readArrivedOf,
  readGotOf,
  runQuery,
  seeingEverything,
  type Database,
  type GotAward,
  type PartyEntity,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';
import { ladderOf } from './read-ladder';
import { clauseTitlesOf, missedOfParty, type MissedView } from './read-missed';

export interface GotView extends Omit<GotAward, 'subject'> {
  subject: string | null;
  clauseTitle: string;
}

/** What the title above would bring, and what it still takes. */
export interface NextStep {
  title: string;
  clauseId: string;
  clauseTitle: string;
  amountFen: number | null;
  /** Conditions of the recognition that are not met or not shown yet. */
  takes: string[];
}

/** 年度兑现清单: what an enterprise got, what still comes, what it missed, and what is next. */
export interface YearlyStatement {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  year: number;
  gotFen: number;
  /** Of that, arrived on its account, part by part. */
  paidFen: number;
  /** Of that, set off against what it owed. */
  setOffFen: number;
  /** Repaid of it since, or set off as owed. */
  paidBackFen: number;
  owedFen: number;
  missedFen: number;
  got: GotView[];
  owed: MissedView[];
  missed: MissedView[];
  next: NextStep[];
}

const EARLIEST_YEAR = 2020;

/** One enterprise's year, as it stands today: for whoever acts for it, and for officers and auditors of its place. */
export async function readYearlyStatement(
  db: Database,
  actor: PersonActor,
  { partyId, year }: { partyId: string; year?: number },
): Promise<{ ok: true; value: YearlyStatement } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const party = await findParty(tx, partyId);
    const resource = { partyId, ...(party && { regionPath: tx.regions.path(party.countyCode) }) };
    const refused = refuseUnlessPermitted(actor, 'yearlyStatement.read', resource);
    if (refused) return refused;
    if (!party) return refuseAsUnknown();
    const asked = year ?? Number(tx.today.slice(0, 4));
    const wrong = refuseYear(tx, asked);
    if (wrong) return wrong;
    return { ok: true as const, value: await statementOf(tx, party, asked) };
  });
}

/** A statement is of a year that has begun. */
export function refuseYear(tx: Tx, year: number): Refused | null {
  const last = Number(tx.today.slice(0, 4));
  if (year >= EARLIEST_YEAR && year <= last) return null;
  return refuse('period-invalid', `年度清单只有 ${EARLIEST_YEAR} 年至 ${last} 年。`);
}

/** Read as the system: what stands behind a finding must not depend on who asks. */
export async function statementOf(tx: Tx, party: PartyEntity, year: number): Promise<YearlyStatement> {
  return seeingEverything(tx, async () => {
    const days = { from: `${year}-01-01`, to: `${year}-12-31` };
    const until = days.to < tx.today ? days.to : tx.today;
    const open = await missedOfParty(tx, party, { from: days.from, to: until });
    const titles = await clauseTitlesOf(tx, party);
    const got = (await readGotOf(tx, party.id, days)).map(({ subject, ...row }): GotView => ({
      ...row,
      subject: subject || null,
      clauseTitle: titles.get(row.clauseId) ?? row.clauseId,
    }));
    const { arrivedFen, setOffFen } = await readArrivedOf(tx, party.id, days);
    const ofBefore = got.filter(({ applicationId }) => applicationId === null);
    const [owed, missed] = [open.filter((each) => each.open), open.filter((each) => !each.open)];
    const { id: partyId, registeredName, creditCode, countyCode } = party;
    return {
      ...{ partyId, registeredName, creditCode, countyCode, year, got, owed, missed },
      gotFen: sum(got),
      paidFen: arrivedFen + sum(ofBefore),
      setOffFen,
      paidBackFen: got.reduce((total, { paidBackFen }) => total + paidBackFen, 0),
      owedFen: sum(owed),
      missedFen: sum(missed),
      next: await nextStepsOf(tx, party),
    };
  });
}

const sum = (rows: readonly { amountFen: number | null }[]): number =>
  rows.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0);

async function nextStepsOf(tx: Tx, party: PartyEntity): Promise<NextStep[]> {
  const { next } = await ladderOf(tx, party);
  if (!next) return [];
  const unmet = (next.standard?.conditions ?? []).filter(({ state }) => state !== 'met');
  return next.awards.map(({ clause, title, amountFen, takes }) => ({
    ...{ title: next.title, clauseId: clause, clauseTitle: title, amountFen },
    takes: [...takes, ...unmet.map(({ text }) => text)],
  }));
}
