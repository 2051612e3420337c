import { localDateInShanghai } from '@duixian/calendar';
import {
  findPolicyVersion,
  readPoliciesInForce,
  type CallEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';
import { documentOf } from '../policies/policy-in-force';
import { isOpen } from './list-calls';

/** The version by which an application is decided that is submitted today: the one in force of the document that the call names. */
export async function lawOfCall(tx: Tx, call: CallEntity): Promise<PolicyVersionEntity | null> {
  const named = await findPolicyVersion(tx, call.policyVersionId);
  const inForce = (await readPoliciesInForce(tx)).find(({ documentId }) => documentId === named?.documentId);
  return inForce ?? named;
}

/** Null while a call takes applications: it is open, and the law still has one of its clauses at least. */
export async function refuseUnlessTaking(tx: Tx, call: CallEntity): Promise<Refused | null> {
  if (!isOpen(call, tx.today)) return refuseClosed(tx, call);
  const law = await lawOfCall(tx, call);
  const standing = new Set(law ? documentOf(law).clauses.map(({ id }) => id) : []);
  if (!law || call.clauseIds.some((id) => standing.has(id))) return null;
  return refuse(
    'call-outdated',
    `${call.number} 所列条款(${call.clauseIds.join('、')})在现行的${law.number}第 ${law.version} 版中已经没有,不能再据此申报。`,
    { clauses: call.clauseIds, policyVersionId: law.id },
  );
}

function refuseClosed({ today }: Tx, { number, opensOn, closesOn, closedAt }: CallEntity): Refused {
  const closedOn = closedAt && localDateInShanghai(closedAt.getTime());
  const said =
    closedOn !== null && closedOn <= closesOn && today <= closesOn
      ? `${number} 已于 ${closedOn} 提前结束申报,不再受理。`
      : `${number} 的申报期为 ${opensOn} 至 ${closesOn},今天是 ${today}。`;
  return refuse('call-closed', said, { opensOn, closesOn, closedOn });
}
