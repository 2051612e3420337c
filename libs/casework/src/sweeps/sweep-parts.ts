import type { Facts, PolicyDocument } from '@duixian/policy';
import {
  findCall,
  findPolicyVersion,
  type CallEntity,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import type { KeptFacts } from '../facts/facts-of-many';
import { addPaidSince } from '../facts/totals-to-date';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';

/** Clauses of one document under one call, ready to be applied to anybody. */
export interface SweepPart {
  document: PolicyDocument;
  policyVersionId: string;
  call: CallEntity | null;
  clauseIds: readonly string[];
  readings: Record<string, string>;
}

const published = new Map<string, PolicyDocument>();
const KEPT = 200;

/**
 * The document of a version that a plan names. Such a version was published, and a trigger keeps the text of one word for word, so
 * that it is read once per process.
 * @throws when it is gone
 */
export async function documentOfPlan(tx: Tx, policyVersionId: string): Promise<PolicyDocument> {
  const known = published.get(policyVersionId);
  if (known) return known;
  const version = await findPolicyVersion(tx, policyVersionId);
  if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
  const document = documentOf(version);
  if (published.size >= KEPT) published.clear();
  published.set(policyVersionId, document);
  return document;
}

/** The plan of a sweep with its documents and calls. */
export async function partsOf(tx: Tx, sweep: SweepEntity): Promise<SweepPart[]> {
  const parts: SweepPart[] = [];
  for (const { policyVersionId, callId, clauseIds, readings } of sweep.plan) {
    const document = await documentOfPlan(tx, policyVersionId);
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
