import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { type HttpRequest } from './http';

/** Bounds how often one person asks for something costly; an office behind one address does not share its bound. */
@Injectable()
export class PerPersonGuard extends ThrottlerGuard {
  protected override getTracker(request: Record<string, unknown>): Promise<string> {
    const { caller, ip } = request as unknown as HttpRequest & { ip: string };
    return Promise.resolve(caller?.actor.kind === 'person' ? `person:${caller.actor.userId}` : ip);
  }
}
