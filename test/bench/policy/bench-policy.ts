import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, parsePolicyDocument, type Facts, type PolicyDocument } from '@duixian/policy';
import type { BenchReport } from '../report';
import { makeApplicants } from './applicants';
import { PLAIN_CLAUSES, plainAwards } from './plain-clauses';

const FOLDER = join(__dirname, '../../../libs/policy/documents');
const APPLICANTS = 2_000;
const ROUNDS = 7;
const WARM_TURNS = 20;
const PLAIN_TURNS = 40;
const INTERPRETER_TURNS = 3;
const MOST_RATIO = 25;
const MOST_LOAD_MS = 300;

const millisOf = (work: () => void): number => {
  const from = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - from) / 1e6;
};

/** Milliseconds that one turn takes, over so many. */
const meanOf = (turns: number, turn: () => unknown): number =>
  millisOf(() => {
    for (let done = 0; done < turns; done++) turn();
  }) / turns;

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function loadDocuments(): PolicyDocument[] {
  return readdirSync(FOLDER)
    .filter((name) => /^[^.]+\.yaml$/.test(name))
    .map((name) => {
      const parsed = parsePolicyDocument(readFileSync(join(FOLDER, name), 'utf8'), name);
      if (!parsed.ok) throw new Error(`${name} does not parse`);
      return parsed.document;
    });
}

type Totals = Map<string, { awards: number; amountFen: number }>;

function addTo(totals: Totals, clause: string, amountFen: number): void {
  const sum = totals.get(clause) ?? { awards: 0, amountFen: 0 };
  totals.set(clause, { awards: sum.awards + 1, amountFen: sum.amountFen + amountFen });
}

function byInterpreter(documents: readonly PolicyDocument[], applicants: readonly Facts[]): Totals {
  const totals: Totals = new Map();
  const options = { trace: true, clauses: PLAIN_CLAUSES };
  for (const facts of applicants)
    for (const { clause, status, amountFen = 0 } of evaluate(documents, facts, options))
      if (status === 'determined') addTo(totals, clause, amountFen);
  return totals;
}

function byHand(applicants: readonly Facts[]): Totals {
  const totals: Totals = new Map();
  for (const facts of applicants) plainAwards(facts, (clause, amountFen) => addTo(totals, clause, amountFen));
  return totals;
}

function differing(interpreted: Totals, plain: Totals): readonly string[] {
  return PLAIN_CLAUSES.filter(
    (clause) => JSON.stringify(interpreted.get(clause)) !== JSON.stringify(plain.get(clause)),
  ).map(
    (clause) =>
      `the same totals: ${clause} ${JSON.stringify(interpreted.get(clause))} by the interpreter, ${JSON.stringify(plain.get(clause))} by hand`,
  );
}

/** The interpreter with full trace beside plain functions, over the same applicants; and loading all documents. */
export function benchPolicy(): BenchReport {
  const firstLoad = millisOf(loadDocuments);
  const loads = Array.from({ length: ROUNDS }, () => millisOf(loadDocuments));
  const documents = loadDocuments().filter(({ clauses }) =>
    clauses.some(({ id }) => PLAIN_CLAUSES.includes(id)),
  );
  const applicants = makeApplicants(APPLICANTS);
  const [interpreted, plain] = [byInterpreter(documents, applicants), byHand(applicants)];
  const plainTurn = (): Totals => byHand(applicants);
  const interpreterTurn = (): Totals => byInterpreter(documents, applicants);
  // Both are as warm as they get before either is measured; each is repeated until it takes long enough to be measured.
  for (const turn of [plainTurn, interpreterTurn]) meanOf(WARM_TURNS, turn);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    plain: meanOf(PLAIN_TURNS, plainTurn),
    interpreter: meanOf(INTERPRETER_TURNS, interpreterTurn),
  }));
  const plainMs = medianOf(rounds.map((round) => round.plain));
  const interpreterMs = medianOf(rounds.map((round) => round.interpreter));
  const ratio = medianOf(rounds.map((round) => round.interpreter / round.plain));
  const micros = (millis: number): string => `${((millis * 1000) / APPLICANTS).toFixed(2)} µs`;
  return {
    bench: 'policy',
    about: `${PLAIN_CLAUSES.length} clauses over ${APPLICANTS} applicants; reference: the same clauses as plain hand-written functions, same totals.`,
    columns: ['what', 'per applicant', 'times the reference'],
    rows: [
      ['plain functions', micros(plainMs), '1'],
      ['interpreter, full trace', micros(interpreterMs), ratio.toFixed(1)],
      ['loading all documents, first time', `${firstLoad.toFixed(0)} ms in all`, ''],
      ['loading all documents, median', `${medianOf(loads).toFixed(0)} ms in all`, ''],
    ],
    ratios: { interpreter: Number(ratio.toFixed(2)) },
    figures: {
      clauses: PLAIN_CLAUSES.length,
      applicants: APPLICANTS,
      awards: [...plain.values()].reduce((sum, { awards }) => sum + awards, 0),
      totalFen: [...plain.values()].reduce((sum, { amountFen }) => sum + amountFen, 0),
      plainMicros: Number(((plainMs * 1000) / APPLICANTS).toFixed(3)),
      interpreterMicros: Number(((interpreterMs * 1000) / APPLICANTS).toFixed(3)),
      loadFirstMs: Math.round(firstLoad),
      loadMs: Math.round(medianOf(loads)),
    },
    broken: [
      ...differing(interpreted, plain),
      ...(ratio > MOST_RATIO ? [`at most ${MOST_RATIO} times the reference: ${ratio.toFixed(1)}`] : []),
      ...(firstLoad > MOST_LOAD_MS ? [`loading within ${MOST_LOAD_MS} ms: ${firstLoad.toFixed(0)}`] : []),
    ],
  };
}
