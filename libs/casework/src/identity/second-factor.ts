import {
  beginSecondFactor,
  clearSecondFactor,
  countWrongCode,
  findHomeRegion,
  findSecondFactor,
  lockAccount,
  lockSecondFactor,
  newId,
  runCommand,
  runQuery,
  stepKey,
  takeCode,
  type CommandOutcome,
  type Database,
  type SecondFactor,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { Secret, TOTP } from 'otpauth';
import { toString as drawCode } from 'qrcode';
import { refuseAsUnknown } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { type JudgedPassword, judgePassword, refuseJudged } from './judge-password';
import { changePerson, refuseUnlessAllKept, type PersonAnswer, type PersonCommand } from './open-account';
import { proposeWhereItTakesTwo } from './propose-access';
import { openSecret, sealSecret } from './secret-box';

/** Whether money needs one, and the key under which secrets are kept; without a key nobody can enrol. */
export interface SecondFactorRules {
  required: boolean;
  key: Buffer | null;
}

export const NO_SECOND_FACTOR: SecondFactorRules = { required: false, key: null };

const WRONG_BEFORE_LOCK = 5;
const LOCK_SECONDS = 15 * 60;
const STEP_SECONDS = 30;
/** Steps before and after the present one whose code is taken: clocks differ, and typing takes its time. */
const WINDOW = 1;

const totpOf = (secret: string, username: string): TOTP =>
  new TOTP({ issuer: '兑现', label: username, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

export interface SecondFactorView {
  /** Whether decisions about money ask for it. */
  required: boolean;
  enrolled: boolean;
}

export async function readSecondFactor(
  db: Database,
  rules: SecondFactorRules,
  actor: PersonActor,
): Promise<{ ok: true; value: SecondFactorView }> {
  const factor = await runQuery(db, actor, (tx) => findSecondFactor(tx, actor.userId));
  return { ok: true, value: { required: rules.required, enrolled: factor?.confirmed ?? false } };
}

export interface BegunSecondFactor {
  /** otpauth: address, as an authenticator reads it. */
  address: string;
  /** The same as a square code (SVG). */
  picture: string;
  /** The secret in base 32, for typing it in. */
  secret: string;
}

/**
 * Somebody begins to use an authenticator, on their password once more: a secret of 160 bits, shown now and never again. It counts
 * once they show a code of it. One that counts is not replaced; an administrator resets it.
 */
export async function beginEnrolment(
  db: Database,
  rules: SecondFactorRules,
  command: { actor: PersonActor; sessionId: string; password: string },
): Promise<CommandOutcome<BegunSecondFactor, Refusal>> {
  const { actor, sessionId, password } = command;
  const { key } = rules;
  if (!key) return refuse('second-factor-off', '系统没有启用动态口令。如需启用,请联系系统管理员。');
  // Made outside: what a command answers is kept under its key.
  const secret = new Secret({ size: 20 }).base32;
  const outcome = await runCommand(
    db,
    { name: 'beginSecondFactor', actor, idempotencyKey: newId(), input: {} },
    async (tx): Promise<CaseOutcome<{ judged: JudgedPassword }>> => {
      const account = await lockAccount(tx, actor.userId);
      if (!account) return refuseAsUnknown();
      const judged = await judgePassword(tx, account, sessionId, password);
      if (judged !== 'right') return done({ judged });
      if (!(await beginSecondFactor(tx, actor.userId, sealSecret(key, actor.userId, secret))))
        return refuse('action-not-allowed', '您已绑定动态口令。更换手机的,请先由系统管理员重置。');
      const regionCode = (await findHomeRegion(tx, actor.userId)) ?? account.regionCode;
      await tx.record({ caseId: actor.userId, regionCode, type: 'second_factor.begun', data: {} });
      return done({ judged });
    },
  );
  if (!outcome.ok) return outcome;
  if (outcome.value.judged !== 'right') return refuseJudged(outcome.value.judged);
  const address = totpOf(secret, actor.username).toString();
  const picture = await drawCode(address, { type: 'svg', margin: 1 });
  return { ok: true, value: { address, picture, secret }, replayed: false };
}

/** The first right code: from now on the factor counts. */
export async function confirmEnrolment(
  db: Database,
  rules: SecondFactorRules,
  command: { actor: PersonActor; code: string },
): Promise<CommandOutcome<SecondFactorView, Refusal>> {
  const { actor, code } = command;
  const factor = await runQuery(db, actor, (tx) => findSecondFactor(tx, actor.userId));
  if (!factor?.secretBox || factor.confirmed)
    return refuse('action-not-allowed', '没有待确认的绑定。请重新开始绑定,或直接使用已绑定的动态口令。');
  const refused = await useCode(db, rules, { actor, code, idempotencyKey: newId(), about: 'enrolment' });
  if (refused) return refused;
  return { ok: true, value: { required: rules.required, enrolled: true }, replayed: false };
}

/**
 * Asks for the second factor of whoever decides about money. Null: it was shown, or none is required. A code is good for one
 * request: repeated with the same key, code and content it is the same request.
 */
export async function requireSecondFactor(
  db: Database,
  rules: SecondFactorRules,
  given: { actor: PersonActor; code: string | undefined; idempotencyKey: string; about: string },
): Promise<Refused | null> {
  if (!rules.required) return null;
  const { actor, code } = given;
  const factor = await runQuery(db, actor, (tx) => findSecondFactor(tx, actor.userId));
  if (!factor?.confirmed)
    return refuse(
      'second-factor-missing',
      '办理资金或授权事项须先绑定动态口令:请在“动态口令”页面绑定后再办理。',
    );
  if (code === undefined)
    return refuse(
      'second-factor-required',
      '办理资金或授权事项须输入动态口令:请打开手机上的验证器,输入 6 位数字。',
    );
  return useCode(db, rules, { ...given, code });
}

type Shown = 'taken' | 'wrong' | 'locked';

/** Looks at a code in a transaction of its own: that it was wrong counts whatever becomes of the rest. */
async function useCode(
  db: Database,
  { key }: SecondFactorRules,
  given: { actor: PersonActor; code: string; idempotencyKey: string; about: string },
): Promise<Refused | null> {
  const { actor, code, idempotencyKey, about } = given;
  const outcome = await runCommand(
    db,
    {
      name: 'useSecondFactor',
      actor,
      idempotencyKey: stepKey(idempotencyKey, 'second-factor', code),
      input: { about },
    },
    async (tx): Promise<CaseOutcome<Shown>> => {
      const factor = await lockSecondFactor(tx, actor.userId);
      if (!factor?.secretBox || !key) return refuseAsUnknown();
      const step = factor.locked
        ? null
        : stepOf(factor, openSecret(key, actor.userId, factor.secretBox), code);
      const shown: Shown = factor.locked ? 'locked' : step === null ? 'wrong' : 'taken';
      if (step !== null) await takeCode(tx, actor.userId, step);
      else if (!factor.locked) await countWrongCode(tx, actor.userId, WRONG_BEFORE_LOCK, LOCK_SECONDS);
      const regionCode = (await findHomeRegion(tx, actor.userId)) ?? tx.regions.regions[0]?.code ?? '';
      const type = shown === 'taken' ? 'second_factor.used' : 'second_factor.refused';
      await tx.record({ caseId: actor.userId, regionCode, type, data: { shown, step } });
      return done(shown);
    },
  );
  if (!outcome.ok) return outcome;
  if (outcome.value === 'taken') return null;
  return outcome.value === 'locked'
    ? refuse('second-factor-locked', '动态口令连续输错次数过多,请十五分钟后再试,或联系系统管理员。')
    : refuse('second-factor-wrong', '动态口令不正确或已经使用过。请等验证器显示下一个口令后重新输入。');
}

/** The time step that a code belongs to; null where it is wrong, or of a step that was used already (RFC 6238, 5.2). */
function stepOf({ nowMs, lastStep }: SecondFactor, secret: string, code: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  // Compared in constant time by the library.
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(nowMs / 1000 / STEP_SECONDS) + delta;
  return step > lastStep ? step : null;
}

/** A lost authenticator: whoever keeps every place where the person acts takes it away, together with a second administrator where that person decides about money. */
export async function resetSecondFactor(
  db: Database,
  command: PersonCommand & { reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, reason } = command;
  return changePerson(db, command, {
    name: 'resetSecondFactor',
    operation: 'person.resetSecondFactor',
    event: 'person.second_factor_reset',
    input: { reason },
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, actor, 'person.resetSecondFactor', open);
      if (refused) return refused;
      const proposed = await proposeWhereItTakesTwo(tx, open, actor.userId, {
        ...{ action: 'reset_second_factor', regionCode: open.account.regionCode, reason },
      });
      if (proposed) return proposed;
      await clearSecondFactor(tx, open.account.id);
      return { ok: true, data: { reason } };
    },
  });
}
