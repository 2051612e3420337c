import { describeAward, describeCaps, describeCondition, partsOf, type Clause } from '@duixian/policy';
import { formatRatio } from '@duixian/money';
import {
  readPoliciesInForce,
  readPolicyOriginals,
  runQuery,
  type Database,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import type { Refused } from '../ground/refusal';
import { refuseAsUnknown } from '../ground/authorise';
import { relationsOf, type ClauseRelations } from './clause-relations';
import { originalView, type OriginalView } from './original-view';
import { documentOf } from './policy-in-force';

/** A clause as it is listed: what it is, where it stands, what it pays and who bears it. */
export interface ClauseView {
  id: string;
  policyId: string;
  /** Where it stands, and the region that issued it, by code and by name. */
  document: { id: string; number: string; title: string; regionCode: string; region: string };
  article: string;
  title: string;
  kind: string;
  treatment: string;
  payable: boolean;
  stackingGroup: string | null;
  amountFen: number | null;
  addsTo: string | null;
  /** What it gives, most it gives, and what it asks, in Chinese; nothing of a clause that is not determined. */
  formula: string | null;
  cap: string | null;
  trigger: string | null;
  conditions: string[];
  /** Since when this version of the document is in force. */
  effectiveFrom: string;
  funding: { article: string; counties: string[]; shares: { level: string; share: string }[] }[];
}

/** One clause with what surrounds it. */
export type ClauseDetail = ClauseView & ClauseRelations & { original: OriginalView | null };

function clauseView(tx: Tx, version: PolicyVersionEntity, clause: Clause): ClauseView {
  const { documentId, number, regionCode } = version;
  const { id, article, title, kind, treatment, payable, stackingGroup } = clause;
  const computed = clause.form === 'computed' ? clause : null;
  return {
    id,
    policyId: version.id,
    document: {
      ...{ id: documentId, number, title: version.title },
      ...{ regionCode, region: tx.regions.get(regionCode).name },
    },
    article,
    title,
    kind,
    treatment,
    payable,
    stackingGroup,
    amountFen: computed?.award.kind === 'fixed' ? computed.award.amountFen : null,
    addsTo: computed?.addsTo ?? null,
    formula: computed && describeAward(computed.award),
    cap: computed && describeCaps(computed.caps),
    trigger: computed && describeCondition(computed.trigger),
    conditions: computed ? partsOf(computed.conditions).map((part) => describeCondition(part)) : [],
    effectiveFrom: version.effectiveFrom,
    funding: (computed?.funding?.branches ?? [])
      .filter(({ under }) => under?.isPreset ?? true)
      .map((branch) => ({
        article: branch.article,
        counties: [...branch.values],
        shares: branch.shares.map(({ key, ratio }) => ({ level: key, share: formatRatio(ratio) })),
      })),
  };
}

async function clausesInForce(db: Database, actor: Actor): Promise<ClauseView[]> {
  return runQuery(db, actor, async (tx) =>
    (await readPoliciesInForce(tx)).flatMap((version) =>
      documentOf(version).clauses.map((clause) => clauseView(tx, version, clause)),
    ),
  );
}

/** Every clause in force. */
export const listClauses = clausesInForce;

/** One clause in force by its id, e.g. PDS-A2-4-3-1, and what it has to do with others. */
export async function readClause(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: ClauseDetail } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const versions = await readPoliciesInForce(tx);
    const documents = versions.map(documentOf);
    for (const version of versions) {
      const document = documentOf(version);
      const clause = document.clauses.find((each) => each.id === id);
      if (clause) {
        const originals = await readPolicyOriginals(tx, [version.documentId]);
        const value = {
          ...clauseView(tx, version, clause),
          ...relationsOf(clause, document, documents),
          original: originalView(originals.get(version.documentId)),
        };
        return { ok: true as const, value };
      }
    }
    return refuseAsUnknown();
  });
}
