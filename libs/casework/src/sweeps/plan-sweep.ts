import {
  findPolicyVersion,
  readCalls,
  type CallEntity,
  type SweepPlanPart,
  type Tx,
} from '@duixian/persistence';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';

export interface SweepWish {
  cityCode: string;
  asOf: string;
  /** Only these calls; absent: every call that holds the day. */
  callIds?: string[];
  /** Only these clauses; absent: those of the calls named, or all that are computed in the city. */
  clauseIds?: string[];
}

export interface FieldProblem {
  field: string;
  message: string;
  fix: string;
}

/**
 * Which clauses a sweep looks at, each under the call that would pay it and by the version of the law in force. A call
 * pays when it is published for the city or its province, holds the clause, and its tested period holds the day; of
 * several the one whose period begins last. Clauses without one are looked at as well, and held.
 */
export async function planSweep(
  tx: Tx,
  wish: SweepWish,
): Promise<{ parts: SweepPlanPart[]; clauseIds: string[]; problems: FieldProblem[] }> {
  const versions = await policiesOfCity(tx, wish.cityCode);
  const calls = await callsHolding(tx, wish);
  const computed = versions.flatMap((version) =>
    documentOf(version)
      .clauses.filter((clause) => clause.form === 'computed')
      .map((clause) => ({ clauseId: clause.id, documentId: version.documentId, versionId: version.id })),
  );
  const ofCalls = wish.callIds ? new Set(calls.flatMap(({ call }) => call.clauseIds)) : null;
  const asked = wish.clauseIds ? new Set(wish.clauseIds) : ofCalls;
  const wanted = computed.filter(({ clauseId }) => !asked || asked.has(clauseId));
  const groups = new Map<string, SweepPlanPart>();
  const readings = new Map<string, Record<string, string>>();
  for (const version of versions)
    readings.set(version.id, await readingsInForce(tx, documentOf(version), wish.cityCode, wish.asOf));
  for (const { clauseId, documentId, versionId } of wanted) {
    const call = calls.find(
      (each) => each.documentId === documentId && each.call.clauseIds.includes(clauseId),
    );
    const key = `${call?.call.id ?? '-'} ${versionId}`;
    const part = groups.get(key) ?? {
      policyVersionId: versionId,
      callId: call?.call.id ?? null,
      clauseIds: [],
      readings: readings.get(versionId) ?? {},
    };
    part.clauseIds.push(clauseId);
    groups.set(key, part);
  }
  return {
    parts: [...groups.values()],
    clauseIds: wanted.map(({ clauseId }) => clauseId).sort(),
    problems: problemsOf(wish, {
      unknownClauses: (wish.clauseIds ?? []).filter(
        (id) => !computed.some(({ clauseId }) => clauseId === id),
      ),
      unknownCalls: (wish.callIds ?? []).filter((id) => !calls.some(({ call }) => call.id === id)),
      nothing: wanted.length === 0,
    }),
  };
}

/** The calls that could pay as of the day, each with the document it rests on; the latest tested period first. */
async function callsHolding(
  tx: Tx,
  { cityCode, asOf, callIds }: SweepWish,
): Promise<{ call: CallEntity; documentId: string }[]> {
  const places = tx.regions.path(cityCode);
  const holding = (await readCalls(tx)).filter(
    (call) =>
      call.state === 'published' &&
      places.includes(call.cityCode) &&
      call.testedFrom <= asOf &&
      asOf <= call.testedTo &&
      (!callIds || callIds.includes(call.id)),
  );
  const found: { call: CallEntity; documentId: string }[] = [];
  for (const call of holding) {
    const version = await findPolicyVersion(tx, call.policyVersionId);
    if (version) found.push({ call, documentId: version.documentId });
  }
  return found.sort(
    (a, b) => compare(b.call.testedFrom, a.call.testedFrom) || compare(a.call.number, b.call.number),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function problemsOf(
  { asOf }: SweepWish,
  found: { unknownClauses: string[]; unknownCalls: string[]; nothing: boolean },
): FieldProblem[] {
  const problems: [boolean, string, string, string][] = [
    [
      found.unknownClauses.length > 0,
      'clauses',
      `本市现行政策中没有可以计算的条款:${found.unknownClauses.slice(0, 10).join('、')}`,
      '请从现行条款中选择',
    ],
    [
      found.unknownCalls.length > 0,
      'callIds',
      `所选申报通知未在本市发布,或者考核期不含 ${asOf}`,
      '请选择考核期包含比对日期的申报通知,或修改比对日期',
    ],
    [
      found.nothing && found.unknownClauses.length === 0 && found.unknownCalls.length === 0,
      'clauses',
      '按所选条件没有需要比对的内容',
      '请不选条款和申报通知,以比对全部现行条款',
    ],
  ];
  return problems.filter(([broken]) => broken).map(([, field, message, fix]) => ({ field, message, fix }));
}
