import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { Answers, Declares } from '../edge/declares';
import { BASE } from '../edge/http';
import { DemoBankShape } from './identity.shapes';

/** Registered in demo mode only: whoever plays the story asks the bank for its statements. Elsewhere the route does not exist. */
@ApiTags('identity')
@Controller(`${BASE}/demo`)
export class DemoBankController {
  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  @Get('bank')
  @Declares('demo.readBank', { summary: 'Where the bank is that the payments of this demo go to.' })
  @Answers(DemoBankShape)
  read() {
    const { bankUrl } = this.settings;
    return { url: bankUrl === undefined ? null : withoutPassword(bankUrl) };
  }
}

/** Anybody may ask: a password that somebody wrote into the address stays here. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  url.username = url.password = '';
  return url.href.replace(/\/$/, '');
}
