import {
  proveAccessInvariants,
  proveMoneyInvariants,
  proveTrailInvariants,
  readCaseHistories,
  runQuery,
  verifyAnchors,
  verifySeals,
  verifyTrail,
  type Database,
  type InvariantProof,
  type SealAnchors,
  type SealFinding,
  type Tx,
} from '@duixian/persistence';
import { APPLICATION_CREATED_EVENT, APPLICATION_TRANSITIONS, replayApplication } from '@duixian/workflow';

const OPERATOR = { kind: 'system', name: 'verify' } as const;
const EVERYTHING = { everything: true, regionCodes: [], partyIds: [] };
const MOST_PROBLEMS = 100;

/**
 * Every promise that can be looked up, on one picture of the whole database: the books, the trail, and that each case is in
 * the state that its events lead to. For the operator of the database, who sees everything anyway; changes nothing.
 *
 * @param anchors where seals were kept outside; null: that promise is not looked at
 */
export async function proveEverything(
  db: Database,
  anchors: SealAnchors | null = null,
): Promise<InvariantProof[]> {
  return runQuery(db, OPERATOR, async (tx) => [
    ...(await proveMoneyInvariants(tx)),
    ...(await proveTrail(tx)),
    ...(await proveTrailInvariants(tx)),
    ...(await proveSeals(tx)),
    ...(anchors ? [await proveAnchors(tx, anchors)] : []),
    ...(await proveAccessInvariants(tx)),
    await proveCases(tx),
  ]);
}

async function proveTrail(tx: Tx): Promise<InvariantProof[]> {
  const { events, cases, alteredEvents, casesWithGaps } = await verifyTrail(tx, EVERYTHING);
  return [
    {
      name: 'an event is what was hashed',
      title: '留痕内容与其校验码相符',
      about: events,
      problems: alteredEvents
        .slice(0, MOST_PROBLEMS)
        .map((id) => `event ${id} does not hash to what was stored`),
    },
    {
      name: 'a trail has no gap',
      title: '每个事项的留痕编号连续',
      about: cases,
      problems: casesWithGaps
        .slice(0, MOST_PROBLEMS)
        .map((id) => `the trail of ${id} has a gap or ends too early`),
    },
  ];
}

async function proveSeals(tx: Tx): Promise<InvariantProof[]> {
  const { seals, brokenLinks, altered } = await verifySeals(tx, EVERYTHING);
  return [
    {
      ...{ name: 'a seal follows the one before it', title: '每次封存都接着上一次' },
      ...{ about: seals, problems: brokenLinks.map(sealFindingInWords) },
    },
    {
      ...{ name: 'what was sealed is there as it was', title: '封存的留痕未被改动' },
      ...{ about: seals, problems: altered.map(sealFindingInWords) },
    },
  ];
}

function sealFindingInWords({ kind, cityCode, number, caseId, first, last }: SealFinding): string {
  const seal = `seal ${number} of ${cityCode}`;
  switch (kind) {
    case 'misnumbered':
      return `before ${seal} there is number ${first}`;
    case 'unlinked':
      return `${seal} does not follow the one before it`;
    case 'rehashed':
      return `${seal} is not what was hashed`;
    case 'restated':
      return `${seal} says something else than its rows`;
    case 'events':
      return `events ${first} to ${last} of ${caseId} are not what ${seal} was put on`;
    case 'trail':
      return `the trail of ${caseId} says it is sealed up to another event`;
  }
}

async function proveAnchors(tx: Tx, anchors: SealAnchors): Promise<InvariantProof> {
  const problems: string[] = [];
  let about = 0;
  for (const cityCode of await anchors.cities()) {
    const file = await anchors.read(cityCode);
    about += file.anchors.length;
    problems.push(...file.problems, ...(await verifyAnchors(tx, cityCode, file.anchors)));
  }
  return {
    name: 'a seal that was kept outside is in its chain',
    title: '另行保存的封存都在其链上',
    about,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

const MOVES: ReadonlySet<string> = new Set([
  APPLICATION_CREATED_EVENT,
  ...APPLICATION_TRANSITIONS.map(({ event }) => event),
]);

async function proveCases(tx: Tx): Promise<InvariantProof> {
  const problems: string[] = [];
  let about = 0;
  for await (const { caseNumber, state, stageIndex, route, events } of readCaseHistories(tx)) {
    about += 1;
    const replay = replayApplication(
      events.filter(({ type }) => MOVES.has(type)),
      route,
    );
    if (replay.ok && replay.state === state && replay.stageIndex === stageIndex) continue;
    const led = replay.ok
      ? `lead to ${replay.state}`
      : `do not fit the table at "${replay.event ?? 'nothing'}"`;
    if (problems.length < MOST_PROBLEMS) problems.push(`case ${caseNumber} is ${state}, its events ${led}`);
  }
  return { name: 'a case is where its events lead', title: '事项状态与其留痕推导一致', about, problems };
}
