import { evaluate, type Result } from '@duixian/policy';
import {
  canonicalJson,
  insertDeterminations,
  insertFactsSnapshot,
  lastAssessmentNumber,
  sha256,
  type CallEntity,
  type DeterminationEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { AssembledFacts } from '../facts/assemble-facts';
import { withParameters, type FactsUnderCall } from '../facts/call-parameters';
import { totalsToDate } from '../facts/totals-to-date';
import { documentOf } from './policy-in-force';
import { readingsInForce } from './readings-in-force';

export interface DeterminationRequest {
  applicationId: string;
  partyId: string;
  /** Place whose readings hold: the applicant's. */
  cityCode: string;
  purpose: DeterminationEntity['purpose'];
  call: CallEntity;
  version: PolicyVersionEntity;
  evaluationDate: string;
  assembled: AssembledFacts;
  /** Only these lines, by `lineKey`: what was offered. Absent: every clause of the call. */
  only?: ReadonlySet<string>;
}

/** A clause and what it is about, as one text. */
export const lineKey = (clauseId: string, subject: string | null | undefined): string =>
  `${clauseId}/${subject ?? ''}`;

/**
 * Applies every clause of the call to the facts and the call's parameters, as the applicant's city reads the law on the
 * evaluation date, and stores what came out: the facts once, one immutable row per clause and subject with its trace.
 * A new round never overwrites an old one.
 */
export async function determineCase(tx: Tx, request: DeterminationRequest): Promise<DeterminationEntity[]> {
  const document = documentOf(request.version);
  const readings = await readingsInForce(tx, document, request.cityCode, request.evaluationDate);
  const assembled = totalsToDate(request.assembled, document);
  return storeRound(tx, request, withParameters(assembled, request.call), readings);
}

/** Determines on facts and readings as they are given, and stores the round. */
export async function storeRound(
  tx: Tx,
  request: Omit<DeterminationRequest, 'assembled' | 'cityCode'>,
  { facts, provenance, contentHash }: FactsUnderCall,
  readings: Record<string, string>,
): Promise<DeterminationEntity[]> {
  const { only } = request;
  const results = evaluate([documentOf(request.version)], facts, {
    explain: true,
    clauses: request.call.clauseIds,
    readings,
  }).filter(({ clause, subject }) => !only || only.has(lineKey(clause, subject)));
  const snapshotId = tx.newId();
  await insertFactsSnapshot(tx, {
    id: snapshotId,
    partyId: request.partyId,
    facts,
    provenance,
    contentHash,
    takenAt: tx.now,
  });
  const assessment = (await lastAssessmentNumber(tx, request.applicationId)) + 1;
  const determinations = results.map((result) =>
    toRow(tx, request, { result, snapshotId, assessment, readings }),
  );
  await insertDeterminations(tx, determinations);
  return determinations;
}

function toRow(
  tx: Tx,
  request: Omit<DeterminationRequest, 'assembled' | 'cityCode'>,
  made: { result: Result; snapshotId: string; assessment: number; readings: Record<string, string> },
): DeterminationEntity {
  const { result } = made;
  return {
    id: tx.newId(),
    applicationId: request.applicationId,
    assessment: made.assessment,
    purpose: request.purpose,
    clauseId: result.clause,
    subject: result.subject ?? null,
    policyVersionId: request.version.id,
    factsSnapshotId: made.snapshotId,
    readings: made.readings,
    readingsHash: sha256(canonicalJson(made.readings)),
    evaluationDate: request.evaluationDate,
    status: result.status,
    amountFen: (result.amountFen ?? null) as DeterminationEntity['amountFen'],
    payable: result.payable ?? null,
    result: result as unknown as Record<string, unknown>,
    determinedAt: tx.now,
  };
}

/** The stored result as the policy room made it. */
export const resultOf = (determination: DeterminationEntity): Result =>
  determination.result as unknown as Result;

/** Lines that money can be paid on. */
export const payableLines = (determinations: readonly DeterminationEntity[]): DeterminationEntity[] =>
  determinations.filter(
    (line) => line.status === 'determined' && line.payable === true && (line.amountFen ?? 0) > 0,
  );
