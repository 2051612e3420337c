import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Refusal } from '@duixian/casework';
import { map, type Observable } from 'rxjs';
import { locationOf } from './declares';
import { type HttpReply } from './http';
import { RequestRefused } from './problem';

type Outcome = { ok: true; value: unknown; replayed?: boolean } | { ok: false; refusal: Refusal };

/**
 * Handlers return what the use case returned. Here a refusal becomes a problem, a value the body; an answer that was
 * given before says so in a header, a created thing says where it is.
 */
@Injectable()
export class OutcomeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<HttpReply>();
    return next.handle().pipe(
      map((returned: unknown) => {
        const answer = isOutcome(returned) ? valueOf(returned, reply) : returned;
        const location = locationOf(context.getHandler(), answer);
        if (location !== null) reply.header('Location', location);
        return answer;
      }),
    );
  }
}

const isOutcome = (returned: unknown): returned is Outcome =>
  typeof returned === 'object' && returned !== null && 'ok' in returned && typeof returned.ok === 'boolean';

function valueOf(outcome: Outcome, reply: HttpReply): unknown {
  if (!outcome.ok) throw RequestRefused.from(outcome.refusal);
  if (outcome.replayed) reply.header('Idempotency-Replayed', 'true');
  return outcome.value;
}
