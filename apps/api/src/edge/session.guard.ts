import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import {
  actInNameOf,
  authenticate,
  permit,
  permitSomewhere,
  type Actor,
  type Database,
  type Operation,
} from '@duixian/casework';
import { changesState, declarationOf } from './declares';
import { type Caller, DATABASE, headerOf, type HttpRequest, SESSION_COOKIE } from './http';
import { RequestRefused } from './problem';

const NOBODY: Caller = {
  actor: { kind: 'anonymous' },
  sessionId: null,
  via: 'nothing',
  mustChangePassword: false,
};
/** All that somebody does under a password that an administrator handed out, besides what anybody may. */
const BEFORE_OWN_PASSWORD: readonly Operation[] = ['session.read', 'session.changePassword', 'session.close'];
/** What a token of ours can look like; anything else is not worth a question to the database. */
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/**
 * Says who is asking, and refuses whoever may not do the declared operation on anything at all: 401 for nobody, 403
 * for a role that never may. Nothing is loaded for that; the use cases ask about the thing itself.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declaration = declarationOf(context.getHandler());
    if (!declaration) throw new Error('a route without a declared operation was reached');
    const request = context.switchToHttp().getRequest<HttpRequest>();
    request.caller = NOBODY;
    if (declaration.kind === 'technical') return true;
    const given = tokenOf(request);
    request.caller = await this.inWhoseName(request, await this.callerOf(given));
    const { actor, via } = request.caller;
    if (given && via === 'nothing' && !anonymousMay(declaration.operations)) {
      throw new RequestRefused(
        'unauthenticated',
        'This session has ended or never was. Sign in again: POST /api/v1/sessions.',
      );
    }
    if (request.caller.mustChangePassword) refuseUnderFirstPassword(declaration.operations);
    refuseUnlessSomewhere(actor, declaration.operations);
    if (changesState(declaration.operations)) refuseForeignPage(request);
    return true;
  }

  /** A token that is not live counts as none. */
  private async callerOf(given: GivenToken | null): Promise<Caller> {
    if (!given || !TOKEN.test(given.token)) return NOBODY;
    const session = await authenticate(this.db, given.token);
    return session ? { ...session, via: given.via } : NOBODY;
  }

  /** With the header `On-Behalf-Of` somebody acts in the name of whoever let them; without it in their own. */
  private async inWhoseName(request: HttpRequest, caller: Caller): Promise<Caller> {
    const delegationId = headerOf(request, 'on-behalf-of');
    if (delegationId === undefined || caller.actor.kind !== 'person') return caller;
    const actor = UUID.test(delegationId)
      ? await actInNameOf(this.db, caller.actor, delegationId.toLowerCase())
      : null;
    if (actor) return { ...caller, actor };
    throw new RequestRefused(
      'delegation-over',
      'No delegation to you by this id runs today. Leave the header On-Behalf-Of out to act in your own name.',
    );
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface GivenToken {
  token: string;
  via: 'bearer' | 'cookie';
}

/** A script's header wins over a browser's cookie. */
export function tokenOf(request: HttpRequest): GivenToken | null {
  const header = headerOf(request, 'authorization');
  if (header !== undefined) return { token: /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '', via: 'bearer' };
  const cookie = request.cookies?.[SESSION_COOKIE];
  return cookie === undefined || cookie === '' ? null : { token: cookie, via: 'cookie' };
}

const anonymousMay = (operations: readonly Operation[]): boolean =>
  operations.some((operation) => permitSomewhere({ kind: 'anonymous' }, operation));

/** @throws RequestRefused unless anybody may do it, or it leads to a password of one's own */
function refuseUnderFirstPassword(operations: readonly Operation[]): void {
  if (anonymousMay(operations) || operations.some((each) => BEFORE_OWN_PASSWORD.includes(each))) return;
  throw new RequestRefused(
    'password-change-required',
    'This password was handed out by an administrator. Choose your own: POST /api/v1/sessions/current/password.',
  );
}

/** @throws RequestRefused unless the actor may do one of the operations on something */
export function refuseUnlessSomewhere(actor: Actor, operations: readonly Operation[]): void {
  if (operations.some((operation) => permitSomewhere(actor, operation))) return;
  if (actor.kind === 'anonymous') {
    throw new RequestRefused('unauthenticated', 'Sign in first: POST /api/v1/sessions.');
  }
  const [first] = operations;
  const verdict = first === undefined ? null : permit(actor, first);
  throw new RequestRefused(
    'forbidden',
    verdict && !verdict.allowed ? verdict.rule : 'Your roles do not allow this.',
  );
}

/**
 * A browser sends the cookie along with whatever another site makes it send, but adds no header of ours to that
 * without asking first, and nobody here answers such a question (no CORS).
 */
function refuseForeignPage(request: HttpRequest): void {
  if (request.caller?.via !== 'cookie') return;
  if (headerOf(request, 'idempotency-key') || headerOf(request, 'x-requested-with')) return;
  throw new RequestRefused(
    'csrf-header-required',
    'Signed in by cookie, a change needs an Idempotency-Key or an X-Requested-With header. Add one.',
  );
}
