import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DEMO_ACCOUNTS, DEMO_CITY_ACCOUNTS, DEMO_PASSWORD } from '@duixian/casework';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE } from '../edge/http';
import { wholeList } from '../edge/page';
import { DemoAccountShape } from './identity.shapes';

/** Registered in demo mode only: the sign-in page offers these accounts. Elsewhere the route does not exist. */
@ApiTags('identity')
@Controller(`${BASE}/demo`)
export class DemoAccountsController {
  @Get('accounts')
  @Declares('demo.listAccounts', { summary: 'The accounts of the demo with their common password.' })
  @AnswersPageOf(DemoAccountShape)
  list() {
    return wholeList(
      [...DEMO_ACCOUNTS, ...DEMO_CITY_ACCOUNTS].map(({ username, displayName, purpose, grants }) => ({
        ...{ username, displayName, purpose },
        role: grants[0]?.role ?? null,
        password: DEMO_PASSWORD,
      })),
    );
  }
}
