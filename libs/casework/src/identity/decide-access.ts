import {
  clearSecondFactor,
  decideAccessProposal,
  findAccessProposal,
  insertRoleGrant,
  lockAccessProposal,
  lockAccount,
  readHeldGrants,
  runCommand,
  saveAccount,
  seeingEverything,
  type AccessProposalEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import {
  accessDecisionsOf,
  moveAccess,
  permit,
  takesTwoAdministrators,
  type AccessAction,
  type AccessDecision,
  type AccessState,
  type Operation,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { refuseUnfitRole } from './grant-role';
import { refuseUnlessSuspended } from './keep-account';
import { refuseUnlessAllKept, type OpenAccount } from './open-account';
import { administratorsOf, rolesOf } from './propose-access';
import { makeFirstPassword, putFirstPassword, takeOver, type FirstPassword } from './take-over';

export interface AccessAnswer {
  id: string;
  state: AccessState;
  /** Whether the account has another first password now, which whoever confirmed hands over. */
  handedOver: boolean;
}

export interface DecidedAccess extends AccessAnswer {
  /** Shown this one time and kept nowhere; null where there is none, or when the same request was answered before. */
  initialPassword: string | null;
}

interface Deciding {
  actor: PersonActor;
  idempotencyKey: string;
  proposalId: string;
  action: AccessDecision;
  /** Why not; a refusal says so. */
  reason?: string;
}

const OPERATION: Readonly<Record<AccessDecision, Operation>> = {
  confirm: 'accessProposal.decide',
  refuse: 'accessProposal.decide',
  withdraw: 'accessProposal.withdraw',
};

/**
 * A second administrator, neither who proposed it nor whom it is about, confirms or refuses it; who proposed it may take it back. What
 * is confirmed has its effect at once, if it still fits.
 */
export async function decideAccess(
  db: Database,
  command: Deciding,
): Promise<CommandOutcome<DecidedAccess, Refusal>> {
  const { actor, idempotencyKey, proposalId, action, reason = null } = command;
  const first = action === 'confirm' ? await makeFirstPassword() : null;
  const request = { name: 'decideAccess', actor, idempotencyKey, input: { proposalId, action, reason } };
  const outcome = await runCommand<AccessAnswer, Refusal>(
    db,
    request,
    async (tx): Promise<CaseOutcome<AccessAnswer>> => {
      const opened = await openProposal(tx, command);
      if (!opened.ok) return opened;
      const { proposal, open, to, event } = opened;
      const unfit = first ? await refuseUnfit(tx, actor, proposal, open) : null;
      if (unfit) return unfit;
      await decideAccessProposal(tx, proposal, { state: to, by: actor.userId, reason });
      await record(tx, proposal, event, { assigneeId: proposal.proposedBy, ...(reason ? { reason } : {}) });
      const handedOver = first ? await carryOut(tx, proposal, open, first) : false;
      return done({ id: proposal.id, state: to, handedOver });
    },
  );
  if (!outcome.ok) return outcome;
  const { value, replayed } = outcome;
  const initialPassword = value.handedOver && !replayed ? (first?.text ?? null) : null;
  return { ok: true, value: { ...value, initialPassword }, replayed };
}

interface Opened {
  ok: true;
  proposal: AccessProposalEntity;
  open: OpenAccount;
  to: AccessState;
  event: string;
}

/** Seen, permitted at every place, locked behind its account, waiting, and in the right hands. */
async function openProposal(tx: Tx, { actor, proposalId, action }: Deciding): Promise<Opened | Refused> {
  const found = await findAccessProposal(tx, proposalId);
  if (!found || !maySee(tx, actor, found)) return refuseAsUnknown();
  if (found.proposedBy !== actor.userId) {
    for (const place of found.places) {
      const forbidden = refuseUnlessPermitted(actor, OPERATION[action], regionResource(tx, place));
      if (forbidden) return forbidden;
    }
  }
  const account = await lockAccount(tx, found.userId);
  const proposal = await lockAccessProposal(tx, proposalId);
  if (!account || !proposal) return refuseAsUnknown();
  const { state, proposedBy, userId: personId } = proposal;
  const move = moveAccess(state, action);
  if (!move.ok) return refuse('action-not-allowed', '这项权限变更已经办结,请刷新查看。', { state });
  if (!accessDecisionsOf({ state, proposedBy, personId }, actor.userId).includes(action))
    return refuse('separation-of-duties', wrongHands(proposal, actor, action));
  const held = await seeingEverything(tx, () => readHeldGrants(tx, personId));
  return { ok: true, proposal, open: { account, held }, to: move.to, event: move.event };
}

/** Whoever covers every place of it, and who proposed it. */
export const maySee = (
  tx: Tx,
  actor: PersonActor,
  { places, proposedBy }: Pick<AccessProposalEntity, 'places' | 'proposedBy'>,
): boolean =>
  proposedBy === actor.userId ||
  places.every((place) => permit(actor, 'accessProposal.list', regionResource(tx, place)).allowed);

function wrongHands(
  { proposedBy }: AccessProposalEntity,
  { userId }: PersonActor,
  action: AccessDecision,
): string {
  if (action === 'withdraw') return '只有提出人可以撤回;其他管理员请用“不同意”。';
  return proposedBy === userId
    ? '这项权限变更由您提出,须由另一名系统管理员确认。'
    : '这项权限变更涉及您本人,须由另一名系统管理员确认。';
}

/** What was right when it was proposed may not be any more: the person changed, or who proposed it is no administrator now. */
async function refuseUnfit(
  tx: Tx,
  actor: PersonActor,
  proposal: AccessProposalEntity,
  open: OpenAccount,
): Promise<Refused | null> {
  if (!(await administratorsOf(tx, proposal.places)).includes(proposal.proposedBy)) {
    const message =
      '提出人已不是管辖相关地区的系统管理员,这项权限变更不能再确认。请选“不同意”,需要的另行提出。';
    return refuse('action-not-allowed', message);
  }
  const { action, role, regionCode, validTo } = proposal;
  if (action === 'grant_role') return role && refuseUnfitRole(tx, open, { role, regionCode, validTo });
  return (
    refuseUnlessAllKept(tx, actor, 'accessProposal.decide', open) ??
    (action === 'resume' ? refuseUnlessSuspended(open) : null)
  );
}

const EFFECT_EVENTS: Readonly<Record<AccessAction, string>> = {
  grant_role: 'person.role_granted',
  reset_password: 'person.password_reset',
  reset_second_factor: 'person.second_factor_reset',
  resume: 'person.resumed',
};

/** Does what was confirmed; answers whether the account has another first password now. */
async function carryOut(
  tx: Tx,
  proposal: AccessProposalEntity,
  open: OpenAccount,
  first: FirstPassword,
): Promise<boolean> {
  const { id: proposalId, action, role, regionCode, validTo, proposedBy, reason } = proposal;
  const { account } = open;
  const said = { proposalId, proposedBy, reason };
  switch (action) {
    case 'grant_role': {
      if (!role) throw new Error(`proposal ${proposalId} names no role`);
      // One administrator made the account and knows, or may have set, its password: from here on it is handed over by the other one.
      const handedOver = !rolesOf(open).some(takesTwoAdministrators);
      if (handedOver) await takeOver(tx, account, first.hash);
      const grant = { id: tx.newId(), userId: account.id, role, regionCode, validFrom: tx.today, validTo };
      await insertRoleGrant(tx, grant, { basis: 'two', grantedBy: proposedBy, proposalId });
      const given = { role, regionCode, validFrom: tx.today, validTo, handedOver };
      await record(tx, proposal, EFFECT_EVENTS[action], { ...said, ...given });
      return handedOver;
    }
    case 'reset_password':
      await putFirstPassword(tx, account, first.hash);
      break;
    case 'reset_second_factor':
      await clearSecondFactor(tx, account.id);
      break;
    case 'resume':
      account.status = 'active';
      await saveAccount(tx, account);
  }
  await record(tx, proposal, EFFECT_EVENTS[action], said);
  return action === 'reset_password';
}

const record = (
  tx: Tx,
  { id, userId, regionCode, action, role }: AccessProposalEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  tx.record({
    ...{ caseId: userId, regionCode, type },
    data: { proposalId: id, action, ...(role ? { role, regionCode } : {}), ...data },
  });
