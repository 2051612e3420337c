import { evaluate, type Result } from '@duixian/policy';
import {
  findParty,
  findPolicyVersion,
  lockClaims,
  readOtherClaims,
  seeingEverything,
  type ApplicationEntity,
  type CallEntity,
  type DeterminationEntity,
  type OtherClaim,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { claimsInWords, type ApplicationState, type SameClaim } from '@duixian/workflow';
import { assembleFacts } from '../facts/assemble-facts';
import { withParameters } from '../facts/call-parameters';
import { totalsToDate } from '../facts/totals-to-date';
import { refuse, type Refused } from '../ground/refusal';
import { lineKey } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';
import { readingsInForce } from '../policies/readings-in-force';

/** Reviewed to the end, and not paid yet. */
const PAST_REVIEW: readonly ApplicationState[] = ['approved', 'on_notice', 'contested', 'noticed', 'parked'];

/**
 * What a case that is being submitted claims although another case of the applicant claims it already, or was awarded it.
 * Refused where nothing else is left of it: whoever applies twice by mistake hears it at once and keeps their draft. Where
 * something new is claimed as well the case goes on, and waits until a reviewer has looked (`obstacles`). A case that was
 * submitted first is not held for a later one.
 */
export async function findClaimedTwice(
  tx: Tx,
  application: ApplicationEntity,
  call: CallEntity,
  first: boolean,
): Promise<Refused | { ok: true; claims: SameClaim[] }> {
  await lockClaims(tx, application.partyId);
  const lines = await seeingEverything(tx, () => claimedLines(tx, application, call));
  const { id: applicationId, partyId, submittedAt } = application;
  const own = { partyId, applicationId, before: first ? null : submittedAt };
  const others = await seeingEverything(tx, () => readOtherClaims(tx, own, lines));
  const taken = new Set(others.map(keyOf));
  if (others.length > 0 && lines.every((line) => taken.has(keyOf(line)))) return refused(others);
  const stillOpen = others.filter(({ awarded }) => !awarded);
  return {
    ok: true,
    claims: stillOpen.map(({ clauseId, subject, caseNumber }) => ({ clauseId, subject, caseNumber })),
  };
}

const keyOf = ({ clauseId, subject }: { clauseId: string; subject: string | null }): string =>
  lineKey(clauseId, subject);

function refused(others: readonly OtherClaim[]): Refused {
  const awarded = others.every((each) => each.awarded);
  const [other] = others;
  const remedy = awarded
    ? '已就同一事项核定奖补,同一事项只兑付一次。不需要再申报,请撤回本件;到账情况见“付款与到账”。'
    : '已申报同一事项,同一事项只兑付一次。请继续办理该申报并撤回本件;要改用本件申报的,先撤回该申报再提交。';
  return refuse('claimed-twice', `本企业的${claimsInWords(others)}${remedy}`, {
    applicationId: other?.applicationId,
    caseNumber: other?.caseNumber,
  });
}

/** What the case would come to on the facts as they stand, with its claims: lines that pay, could pay, or were paid. */
async function claimedLines(
  tx: Tx,
  { id, partyId, cityCode, policyVersionId, evaluationDate }: ApplicationEntity,
  call: CallEntity,
): Promise<{ clauseId: string; subject: string | null }[]> {
  const party = await findParty(tx, partyId);
  const version = await findPolicyVersion(tx, policyVersionId ?? '');
  if (!party || !version || !evaluationDate) throw new Error(`application ${id} has no law`);
  const document = documentOf(version);
  const assembled = await assembleFacts(tx, party, evaluationDate, id);
  const { facts } = withParameters(totalsToDate(assembled, document), call);
  const readings = await readingsInForce(tx, document, cityCode, evaluationDate);
  return evaluate([document], facts, { clauses: call.clauseIds, readings })
    .filter(isClaimed)
    .map(({ clause, subject }) => ({ clauseId: clause, subject: subject ?? null }));
}

const isClaimed = ({ status, payable }: Result): boolean =>
  payable === true || ['needs-evidence', 'needs-decision', 'already-paid'].includes(status);

/** Null unless another case of the applicant was approved for, or awarded, what is to be approved here. */
export async function refuseApprovedElsewhere(
  tx: Tx,
  { id: applicationId, partyId }: ApplicationEntity,
  payable: readonly DeterminationEntity[],
): Promise<Refused | null> {
  await lockClaims(tx, partyId);
  const own = { partyId, applicationId, before: null };
  const others = (await seeingEverything(tx, () => readOtherClaims(tx, own, payable))).filter(
    ({ awarded, state }) => awarded || PAST_REVIEW.includes(state),
  );
  if (others.length === 0) return null;
  return refuse(
    'claimed-twice',
    `该企业的${claimsInWords(others)}已就同一事项通过审核或核定奖补,同一事项只兑付一次。本件只有这些事项的,请不予支持;另有其他事项的,待该申报核定奖补后退回补正,重新提交时不再计入。`,
    { claims: others.map(({ clauseId, subject, caseNumber }) => ({ clauseId, subject, caseNumber })) },
  );
}

/** Why a case is not awarded: another one was awarded the same before. Asked behind the locks of its entitlements. */
export async function awardedElsewhere(
  tx: Tx,
  { id: applicationId, partyId }: ApplicationEntity,
  approved: readonly DeterminationEntity[],
): Promise<StateReason | null> {
  const own = { partyId, applicationId, before: null };
  const awarded = (await readOtherClaims(tx, own, approved)).filter((each) => each.awarded);
  if (awarded.length === 0) return null;
  return {
    code: 'already-awarded',
    text: `同一事项已由${claimsInWords(awarded)}核定奖补,不能重复兑付。`,
    details: { words: [claimsInWords(awarded)], cases: awarded.map(({ applicationId: other }) => other) },
  };
}
