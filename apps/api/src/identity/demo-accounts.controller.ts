import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@duixian/casework';
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
      DEMO_ACCOUNTS.map(({ username, displayName, purpose }) => ({
        ...{ username, displayName, purpose },
        password: DEMO_PASSWORD,
      })),
    );
  }
}
