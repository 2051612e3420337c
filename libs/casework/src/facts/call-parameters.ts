import type { Facts } from '@duixian/policy';
import { canonicalJson, sha256, type CallEntity } from '@duixian/persistence';
import type { AssembledFacts, Provenance } from './assemble-facts';

/** What is known about a party, and what the call adds to it. */
export type FactsUnderCall = Omit<AssembledFacts, 'provenance' | 'statedOn'> & {
  provenance: Record<string, Provenance | CallProvenance>;
};

export type CallProvenance = Omit<Provenance, 'status'> & { status: 'call' };

/**
 * The facts of a case with the parameters of its call. A parameter stands above whatever else is known under its
 * name: the call says it for everybody. It takes part in the hash of the facts.
 */
export function withParameters(assembled: AssembledFacts, call: CallEntity): FactsUnderCall {
  const source: CallProvenance = {
    status: 'call',
    source: '申报通知',
    documentNumber: call.number,
    learnedAt: call.publishedAt?.toISOString() ?? call.opensOn,
  };
  const facts: Facts = { ...assembled.facts, ...call.parameters };
  const names = Object.keys(call.parameters);
  const provenance = { ...assembled.provenance, ...Object.fromEntries(names.map((name) => [name, source])) };
  return { facts, provenance, contentHash: sha256(canonicalJson({ facts, provenance })) };
}
