import {
  actorId,
  insertEarlierPaymentCoverage,
  runCommand,
  type CommandOutcome,
  type Database,
  type EarlierPaymentCoverageEntity,
  type Tx,
} from '@duixian/persistence';
import { addDays, type LocalDate } from '@duixian/calendar';
import { COVERAGE_CREATED_EVENT, type CoverageState, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { ledgerClausesOfCity } from '../policies/policies-of-city';

/** What an officer states about the ledgers of earlier years of a city. */
export interface CoverageContent {
  cityCode: string;
  clauseIds: string[];
  /** Every payment under these clauses up to and with this day is in the ledger. */
  completeTo: string;
  /** From this day on nobody but this system pays these clauses; the day after `completeTo` at the latest. */
  paidHereFrom: string;
  /** Of the paper in which the city says so. */
  documentNumber: string;
}

/** What every change of a mark answers. */
export interface CoverageAnswer {
  id: string;
  state: CoverageState;
  version: number;
}

/**
 * Records that a city's ledgers of earlier payments are complete for some clauses. It counts once a different officer
 * has confirmed it.
 */
export async function recordEarlierPaymentCoverage(
  db: Database,
  command: CoverageContent & { actor: PersonActor; idempotencyKey: string },
): Promise<CommandOutcome<CoverageAnswer, Refusal>> {
  const { actor, idempotencyKey, ...content } = command;
  const request = { name: 'recordEarlierPaymentCoverage', actor, idempotencyKey, input: content };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<CoverageAnswer>> => {
    const { cityCode } = content;
    if (!tx.regions.find(cityCode))
      return refuse('coverage-invalid', `There is no region ${cityCode}. GET /api/v1/regions lists them.`);
    const forbidden = refuseUnlessPermitted(actor, 'coverage.record', regionResource(tx, cityCode));
    if (forbidden) return forbidden;
    const invalid = await refuseInvalid(tx, content);
    if (invalid) return invalid;
    const mark: EarlierPaymentCoverageEntity = {
      id: tx.newId(),
      ...content,
      state: 'recorded',
      version: 1,
      recordedAt: tx.now,
      recordedBy: actorId(actor),
      confirmedAt: null,
      confirmedBy: null,
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawalReason: null,
    };
    await insertEarlierPaymentCoverage(tx, [mark]);
    await tx.record({
      caseId: mark.id,
      regionCode: cityCode,
      type: COVERAGE_CREATED_EVENT,
      data: { ...content, to: { state: mark.state }, version: 1 },
    });
    return done({ id: mark.id, state: mark.state, version: 1 });
  });
}

/** A mark names a city and clauses that apply there, ends by today, and leaves no gap before this system pays. */
async function refuseInvalid(tx: Tx, content: CoverageContent): Promise<Refused | null> {
  const { cityCode, clauseIds, completeTo, paidHereFrom } = content;
  const known = new Set(await ledgerClausesOfCity(tx, cityCode));
  const unknown = clauseIds.filter((id) => !known.has(id));
  const lastStart = addDays(completeTo as LocalDate, 1);
  const problems: [boolean, string, string, string][] = [
    [
      tx.regions.get(cityCode).level !== 'city',
      'cityCode',
      'is no city',
      'a city states the mark for its counties as well: give its code',
    ],
    [
      unknown.length > 0,
      'clauseIds',
      `nothing is paid in this city under ${unknown.slice(0, 10).join(', ')}`,
      'GET /api/v1/clauses lists the clauses in force',
    ],
    [
      completeTo > tx.today,
      'completeTo',
      `is after today, ${tx.today}`,
      'a ledger is complete to a day that has been: today at the latest',
    ],
    [
      paidHereFrom > lastStart,
      'paidHereFrom',
      `leaves days after ${completeTo} of which nobody knows what was paid`,
      `take ${lastStart} at the latest, or bring the ledger up to the day before`,
    ],
  ];
  const found = problems
    .filter(([broken]) => broken)
    .map(([, field, message, fix]) => ({ field, message, fix }));
  if (found.length === 0) return null;
  const fields = found.map(({ field }) => field).join(', ');
  return refuse('coverage-invalid', `The mark does not hold together: ${fields}.`, { problems: found });
}
