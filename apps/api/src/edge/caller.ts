import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Actor, type PersonActor } from '@duixian/casework';
import { type HttpRequest } from './http';
import { idempotencyKeyOf } from './idempotency.guard';
import { RequestRefused } from './problem';

const requestOf = (context: ExecutionContext): HttpRequest =>
  context.switchToHttp().getRequest<HttpRequest>();

export interface SignedIn {
  actor: PersonActor;
  sessionId: string;
  /** True while the password is one that an administrator handed out. */
  mustChangePassword: boolean;
}

function signedInOf(request: HttpRequest): SignedIn {
  const { actor, sessionId, mustChangePassword = false } = request.caller ?? {};
  if (actor?.kind === 'person' && sessionId) return { actor, sessionId, mustChangePassword };
  throw new RequestRefused('unauthenticated', 'Sign in first: POST /api/v1/sessions.');
}

/** Whoever asks, signed in or not. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return requestOf(context).caller?.actor ?? { kind: 'anonymous' };
});

/** The person who is signed in. */
export const CurrentPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): PersonActor => signedInOf(requestOf(context)).actor,
);

/** The person who is signed in and their session. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn =>
  signedInOf(requestOf(context)),
);

/** The key under which the command's answer is kept. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  idempotencyKeyOf(requestOf(context)),
);
