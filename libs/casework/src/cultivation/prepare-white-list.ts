import {
  findLastWhiteList,
  insertWhiteList,
  readLeavers,
  readPoolListed,
  readTitleHolders,
  readWhiteListMembers,
  runCommand,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type Tx,
  type WhiteListCandidate,
  type WhiteListEntity,
  type WhiteListMemberEntity,
} from '@duixian/persistence';
import { TITLE_CODES, WHITE_LIST_RULES, type WhiteListRule } from '@duixian/policy';
import { WHITE_LIST_CREATED_EVENT, type PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type Refusal } from '../ground/refusal';

const WAITS: Refusal = {
  code: 'white-list-waiting',
  message: '这份白名单已有一版等待审定。请先审定或作废它,再重新生成。',
};

/** The rule of a key and the city whose it is; null where there is none, or the city is not here. */
export function ruleOfKey(tx: Tx, key: string): { rule: WhiteListRule; cityCode: string } | null {
  const rule = WHITE_LIST_RULES.find((each) => each.key === key);
  const city =
    rule && tx.regions.regions.find(({ level, factName }) => level === 'city' && factName === rule.city);
  return rule && city ? { rule, cityCode: city.code } : null;
}

/**
 * Computes a white list as of a day, with the reason of each enterprise, who is new and who is gone since the last approved
 * one and why. It stands as it was computed; a second officer approves it or it is given up.
 */
export async function prepareWhiteList(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; ruleKey: string; asOf: string },
): Promise<CommandOutcome<{ id: string; version: number }, Refusal>> {
  const { actor, idempotencyKey, ruleKey, asOf } = command;
  const input = { ruleKey, asOf };
  const conflicts = { white_list_one_waiting: WAITS };
  const request = { name: 'prepareWhiteList', actor, idempotencyKey, input, conflicts };
  return runCommand<{ id: string; version: number }, Refusal>(db, request, async (tx) => {
    const found = ruleOfKey(tx, ruleKey);
    if (!found) return refuseAsUnknown();
    const { rule, cityCode } = found;
    const resource = regionResource(tx, cityCode);
    const unseen = refuseUnlessPermitted(actor, 'whiteList.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'whiteList.prepare', resource);
    if (forbidden) return forbidden;
    const base = await findLastWhiteList(tx, ruleKey, cityCode);
    if (asOf > tx.today) return refuse('white-list-invalid', `基准日不能晚于今天(${tx.today})。`);
    if (base && asOf < base.asOf)
      return refuse('white-list-invalid', `基准日不能早于上一版的基准日 ${base.asOf}。`);
    // As the system: who is on the list must not depend on what the officer may read of an enterprise.
    const { list, members } = await seeingEverything(tx, () =>
      compute(tx, { rule, cityCode, asOf, base, actor }),
    );
    await insertWhiteList(tx, list, members);
    const { id, version, memberCount, addedCount, goneCount } = list;
    await tx.record({
      ...{ caseId: id, regionCode: cityCode, type: WHITE_LIST_CREATED_EVENT },
      data: { ruleKey, asOf, baseId: list.baseId, memberCount, addedCount, goneCount, version },
    });
    return done({ id, version });
  });
}

interface Wanted {
  rule: WhiteListRule;
  cityCode: string;
  asOf: string;
  base: WhiteListEntity | null;
  actor: PersonActor;
}

async function compute(
  tx: Tx,
  { rule, cityCode, asOf, base, actor }: Wanted,
): Promise<{ list: WhiteListEntity; members: WhiteListMemberEntity[] }> {
  const countyCodes = tx.regions.covered(cityCode);
  const { basis } = rule;
  const selected =
    basis.kind === 'titles'
      ? await readTitleHolders(tx, { countyCodes, asOf, codes: basis.titles })
      : await readPoolListed(tx, { countyCodes, asOf });
  const before = base ? await readWhiteListMembers(tx, base.id) : [];
  const known = new Set(before.map(({ partyId }) => partyId));
  const still = new Set(selected.map(({ partyId }) => partyId));
  const id = tx.newId();
  const members = selected.map(
    ({ partyId, registeredName, creditCode, countyCode, ...why }): WhiteListMemberEntity => ({
      ...{ listId: id, partyId, registeredName, creditCode, countyCode, standing: 'in' },
      added: base !== null && !known.has(partyId),
      ...{ reason: reasonOf(why), source: why.source, statedOn: why.statedOn },
    }),
  );
  const gone = before.filter(({ partyId }) => !still.has(partyId));
  const codes = basis.kind === 'titles' ? basis.titles : [];
  const leavers = await readLeavers(tx, { partyIds: gone.map(({ partyId }) => partyId), asOf, codes });
  const left = new Map(leavers.map((each) => [each.partyId, each]));
  const goneRows = gone.map((member): WhiteListMemberEntity => ({
    ...member,
    ...{ listId: id, standing: 'gone', added: false, source: null, statedOn: null },
    reason: whyGone(rule, left.get(member.partyId), { countyCodes, asOf }),
  }));
  const list: WhiteListEntity = {
    ...{ id, ruleKey: rule.key, cityCode, asOf, baseId: base?.id ?? null, state: 'prepared', version: 1 },
    ...{ memberCount: members.length, addedCount: members.filter(({ added }) => added).length },
    ...{ goneCount: goneRows.length, preparedBy: actor.userId, preparedAt: tx.now },
    ...{ decidedBy: null, decidedAt: null },
  };
  return { list, members: [...members, ...goneRows] };
}

type Why = Pick<WhiteListCandidate, 'titleCode' | 'validTo' | 'source' | 'statedOn'>;

function reasonOf({ titleCode, validTo }: Why): string {
  if (titleCode === null) return '县区已列入小升规培育库';
  const until = validTo === null ? '长期有效' : `有效期至 ${validTo}`;
  return `持有“${TITLE_CODES[titleCode] ?? titleCode}”称号,${until}`;
}

function whyGone(
  { basis }: WhiteListRule,
  now: { countyCode: string; stands: boolean; heldTo: string | null } | undefined,
  { countyCodes, asOf }: { countyCodes: readonly string[]; asOf: string },
): string {
  if (now && !countyCodes.includes(now.countyCode)) return '登记地已不在本市';
  if (now && !now.stands) return '企业已注销、吊销或合并';
  if (basis.kind === 'pool') return '县区登记中已不在小升规培育库';
  if (now?.heldTo && now.heldTo < asOf) return `称号有效期到 ${now.heldTo} 为止`;
  return '称号记录已更正或撤回';
}
