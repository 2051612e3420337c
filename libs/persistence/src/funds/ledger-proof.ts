import { managerOf, type Tx } from '../ground/transaction';
import { ACCESS_INVARIANTS } from '../identity/access-invariants.table';
import { TRAIL_INVARIANTS } from '../audit/trail-invariants.table';
import { findingInEnglish, type Finding, type FindingKind } from './findings.table';
import { MONEY_INVARIANTS, type MoneyInvariant } from './money-invariants.table';

/** What must hold about the books, looked at as they lie in the database. */
export interface LedgerProof {
  budgetLines: number;
  journals: number;
  payments: number;
  /** What does not hold, one sentence each, at most 100; empty when all is well. */
  problems: string[];
  promises: QueriedProof[];
}

/** One promise, looked at. */
export interface InvariantProof {
  name: string;
  /** The same in the words of officials. */
  title: string;
  /** How many things it is about. */
  about: number;
  /** What breaks it, one sentence each, at most 100. */
  problems: string[];
}

/** A promise that is a query, with its problems as data too. */
export interface QueriedProof extends InvariantProof {
  findings: Finding[];
}

const MOST_PROBLEMS = 100;

/** Proves the books on the live database: every promise is a query for what breaks it. Only what is in reach counts. */
export async function proveLedger(tx: Tx): Promise<LedgerProof> {
  const manager = managerOf(tx);
  const [counts] = await manager.query<Omit<LedgerProof, 'problems' | 'promises'>[]>(
    `SELECT (SELECT count(*)::int FROM budget_line) AS "budgetLines", (SELECT count(DISTINCT journal_id)::int FROM journal_entry) AS journals,
       (SELECT count(*)::int FROM payment) AS payments`,
  );
  if (!counts) throw new Error('a count without a row');
  const promises = await proveMoneyInvariants(tx);
  const problems = promises.flatMap((promise) => promise.problems).slice(0, MOST_PROBLEMS);
  return { ...counts, problems, promises };
}

/** As `proveLedger`, promise by promise. */
export const proveMoneyInvariants = (tx: Tx): Promise<QueriedProof[]> => prove(tx, MONEY_INVARIANTS);

/** That papers and one-time codes are as the trail tells of them. For who sees everything. */
export const proveTrailInvariants = (tx: Tx): Promise<QueriedProof[]> => prove(tx, TRAIL_INVARIANTS);

/** That two administrators gave whatever decides about money. For who sees everything. */
export const proveAccessInvariants = (tx: Tx): Promise<QueriedProof[]> => prove(tx, ACCESS_INVARIANTS);

async function prove(tx: Tx, invariants: readonly MoneyInvariant[]): Promise<QueriedProof[]> {
  const manager = managerOf(tx);
  const proofs: QueriedProof[] = [];
  for (const { name, title, about, broken } of invariants) {
    const [counted] = await manager.query<{ about: number }[]>(`SELECT (${about})::int AS about`);
    const rows = await manager.query<{ kind: FindingKind; figures: (string | null)[] }[]>(
      `${broken} LIMIT ${MOST_PROBLEMS}`,
    );
    const findings = rows.map(({ kind, figures }) => ({ kind, figures: figures.map((each) => each ?? '') }));
    const problems = findings.map(findingInEnglish);
    proofs.push({ name, title, about: counted?.about ?? 0, problems, findings });
  }
  return proofs;
}
