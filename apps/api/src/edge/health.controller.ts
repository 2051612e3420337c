import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database } from '@duixian/casework';
import { Answers, DeclaresTechnical } from './declares';
import { DATABASE } from './http';
import { RequestRefused } from './problem';
import { Shown } from './shown';

const PATIENCE_MS = 2000;

class HealthAnswer {
  @Shown.oneOf(['ok'], 'Always ok; otherwise the answer is a problem.')
  status!: string;
}

@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('live')
  @DeclaresTechnical('health.live', 'Is the process alive? A supervisor asks.')
  @Answers(HealthAnswer)
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  @Get('ready')
  @DeclaresTechnical('health.ready', 'Can it serve requests, database included? A load balancer asks.')
  @Answers(HealthAnswer)
  async ready(): Promise<HealthAnswer> {
    const answers = await Promise.race([this.db.ping(), pause(PATIENCE_MS, false, { ref: false })]);
    if (!answers)
      throw new RequestRefused(
        'temporarily-unavailable',
        'The database does not answer.',
        {},
        { 'Retry-After': '5' },
      );
    return { status: 'ok' };
  }
}
