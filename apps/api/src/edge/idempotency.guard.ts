import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { declarationOf } from './declares';
import { headerOf, type HttpRequest } from './http';
import { RequestRefused } from './problem';

const USABLE = /^[\x21-\x7e]{1,200}$/;
const WHAT_TO_DO =
  'Send an Idempotency-Key header of 1 to 200 visible ASCII characters without spaces, e.g. a UUID made for this request, and the same one again when you repeat the request.';

/** Refuses a change that could not be repeated safely. */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const declaration = declarationOf(context.getHandler());
    if (declaration?.kind === 'operations' && declaration.needsKey) {
      idempotencyKeyOf(context.switchToHttp().getRequest<HttpRequest>());
    }
    return true;
  }
}

/** @throws RequestRefused when the header is missing or not usable */
export function idempotencyKeyOf(request: HttpRequest): string {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined || key === '') throw new RequestRefused('idempotency-key-required', WHAT_TO_DO);
  if (!USABLE.test(key)) throw new RequestRefused('idempotency-key-invalid', WHAT_TO_DO);
  return key;
}
