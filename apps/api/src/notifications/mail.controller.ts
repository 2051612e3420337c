import { Body, Controller, Delete, Get, Inject, Post, Put, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import {
  confirmMailAddress,
  type Database,
  type PersonActor,
  proposeMailAddress,
  readMailSettings,
  removeMailAddress,
  setMail,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { MailAddressBody, MailCodeBody, MailSettingsShape, SetMailBody } from './notifications.shapes';

@ApiTags('notifications')
@Controller(`${BASE}/notifications/mail`)
export class MailController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Declares('notification.readMail', { summary: 'What you get by e-mail, where, and what became of it.' })
  @Answers(MailSettingsShape)
  read(@CurrentPerson() actor: PersonActor) {
    return readMailSettings(this.db, this.settings.mailAvailable, actor);
  }

  @Put()
  @Declares('notification.setMail', { summary: 'Choose what you get by e-mail.' })
  @Answers(MailSettingsShape)
  set(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { enabled, kinds }: SetMailBody,
  ) {
    return setMail(this.db, this.settings.mailAvailable, { actor, idempotencyKey, enabled, kinds });
  }

  @Post('address')
  @UseGuards(ThrottlerGuard)
  @Declares('notification.proposeAddress', { summary: 'Have a code mailed to an address of yours.' })
  @Answers(MailSettingsShape)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { address }: MailAddressBody,
  ) {
    return proposeMailAddress(this.db, this.settings.mailAvailable, { actor, idempotencyKey, address });
  }

  @Post('address/confirmation')
  @UseGuards(ThrottlerGuard)
  @Declares('notification.confirmAddress', { summary: 'Show the code: the address is yours from then on.' })
  @Answers(MailSettingsShape)
  confirm(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { code }: MailCodeBody,
  ) {
    return confirmMailAddress(this.db, this.settings.mailAvailable, { actor, idempotencyKey, code });
  }
  @Delete('address')
  @Declares('notification.removeAddress', {
    summary: 'Take your address away: nothing is written to it any more.',
  })
  @Answers(MailSettingsShape)
  remove(@CurrentPerson() actor: PersonActor, @IdempotencyKey() idempotencyKey: string) {
    return removeMailAddress(this.db, this.settings.mailAvailable, { actor, idempotencyKey });
  }
}
