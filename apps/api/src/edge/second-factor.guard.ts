import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import {
  type Database,
  NO_SECOND_FACTOR,
  permitSomewhere,
  requireSecondFactor,
  SECOND_FACTOR_OPERATIONS,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { declarationOf } from './declares';
import { DATABASE, headerOf, type HttpRequest } from './http';
import { idempotencyKeyOf } from './idempotency.guard';
import { RequestRefused } from './problem';

/**
 * Asks for a one-time code (header `Second-Factor`) of whoever decides about money, where the deployment wants it. A route that
 * stands for several operations asks only those who may do the one that needs it.
 */
@Injectable()
export class SecondFactorGuard implements CanActivate {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { secondFactor = NO_SECOND_FACTOR } = this.settings;
    const declaration = declarationOf(context.getHandler());
    if (!secondFactor.required || declaration?.kind !== 'operations') return true;
    const request = context.switchToHttp().getRequest<HttpRequest & { body: unknown }>();
    const actor = request.caller?.actor;
    if (actor?.kind !== 'person') return true;
    const asked = declaration.operations.filter(
      (each) => SECOND_FACTOR_OPERATIONS.includes(each) && permitSomewhere(actor, each),
    );
    if (asked.length === 0) return true;
    const refused = await requireSecondFactor(this.db, secondFactor, {
      actor,
      code: headerOf(request, 'second-factor'),
      idempotencyKey: idempotencyKeyOf(request),
      about: JSON.stringify([request.method, request.url, request.body ?? null]),
    });
    if (refused) throw RequestRefused.from(refused.refusal);
    return true;
  }
}
