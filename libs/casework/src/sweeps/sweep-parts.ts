import type { Facts, PolicyDocument } from '@duixian/policy';
import { findCall, type CallEntity, type SweepEntity, type Tx } from '@duixian/persistence';
import type { KeptFacts } from '../facts/facts-of-many';
import { addPaidSince } from '../facts/totals-to-date';
import { documentOfVersion } from '../policies/document-of-version';
import { readingsInForce } from '../policies/readings-in-force';

/** Clauses of one document under one call, ready to be applied to anybody. */
export interface SweepPart {
  document: PolicyDocument;
  policyVersionId: string;
  call: CallEntity | null;
  clauseIds: readonly string[];
  readings: Record<string, string>;
}

/** The plan of a sweep with its documents and calls. */
export async function partsOf(tx: Tx, sweep: SweepEntity): Promise<SweepPart[]> {
  const parts: SweepPart[] = [];
  for (const { policyVersionId, callId, clauseIds, readings } of sweep.plan) {
    const document = await documentOfVersion(tx, policyVersionId);
    const call = callId === null ? null : await findCall(tx, callId);
    parts.push({
      ...{ document, policyVersionId, call, clauseIds },
      readings: readings ?? (await readingsInForce(tx, document, sweep.cityCode, sweep.asOf)),
    });
  }
  return parts;
}

/** What a part is evaluated with: stated totals up to date, and what the call says for everybody. */
export function factsFor({ document, call }: SweepPart, { facts: kept, statedOn }: KeptFacts): Facts {
  const { facts } = addPaidSince(kept, statedOn, document);
  return call && Object.keys(call.parameters).length > 0 ? { ...facts, ...call.parameters } : facts;
}
