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
      return refuse('coverage-invalid', `没有代码为 ${cityCode} 的地区,请从列表中选择。`);
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
      '所选地区不是市',
      '完整性由市统一声明(含所辖县区),请选择市',
    ],
    [
      unknown.length > 0,
      'clauseIds',
      `本市没有按这些条款兑付的资金:${unknown.slice(0, 10).join('、')}`,
      '请从现行条款中选择',
    ],
    [completeTo > tx.today, 'completeTo', `“台账完整至”晚于今天(${tx.today})`, '请选择今天或更早的日期'],
    [
      paidHereFrom > lastStart,
      'paidHereFrom',
      `${completeTo} 之后到本系统兑付之前的兑付情况没有台账`,
      `“本系统兑付起”最晚为 ${lastStart},或先把台账补到前一日`,
    ],
  ];
  const found = problems
    .filter(([broken]) => broken)
    .map(([, field, message, fix]) => ({ field, message, fix }));
  if (found.length === 0) return null;
  return refuse(
    'coverage-invalid',
    `完整性声明内容不符合要求:${found.map(({ message }) => message).join(';')}。`,
    { problems: found },
  );
}
