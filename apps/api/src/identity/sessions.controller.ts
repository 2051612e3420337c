import { Body, Controller, Delete, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import {
  beginEnrolment,
  changePassword,
  type CommandOutcome,
  closeSession,
  confirmEnrolment,
  type Database,
  NO_SECOND_FACTOR,
  openSession,
  type OpenedSession,
  readSecondFactor,
  readSession,
  type Refusal,
  type SecondFactorRules,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { CurrentSession, type SignedIn } from '../edge/caller';
import { Answers, Creates, Declares } from '../edge/declares';
import {
  BASE,
  type CookieOptions,
  DATABASE,
  type HttpReply,
  type HttpRequest,
  SESSION_COOKIE,
} from '../edge/http';
import {
  BeginSecondFactorBody,
  BegunSecondFactorShape,
  ChangedPasswordShape,
  ChangePasswordBody,
  ClosedSessionShape,
  ConfirmSecondFactorBody,
  CurrentSessionShape,
  OpenedSessionShape,
  OpenSessionBody,
  SecondFactorShape,
} from './identity.shapes';

/** As long as a session lives; the server decides, this only lets the browser forget it. */
const COOKIE_SECONDS = 12 * 60 * 60;
/** It opens nothing: a browser that has it is not locked out by what others guess. */
const BROWSER_COOKIE = 'duixian_browser';
/** As long as sessions that are over are kept. */
const BROWSER_SECONDS = 90 * 24 * 60 * 60;

/** No script may read it, no other site may send it; over https it never travels in the clear. */
const cookieFor = (request: HttpRequest): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: request.protocol === 'https',
});

@ApiTags('identity')
@Controller(`${BASE}/sessions`)
export class SessionsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @UseGuards(ThrottlerGuard)
  @Declares('session.open', { summary: 'Sign in.', idempotencyKey: false })
  @Creates(OpenedSessionShape, `/${BASE}/sessions/current`)
  async open(
    @Body() body: OpenSessionBody,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<CommandOutcome<Omit<OpenedSession, 'browser'>, Refusal>> {
    const { username, password } = body;
    const known = request.cookies?.[BROWSER_COOKIE];
    const outcome = await openSession(this.db, { username, password, browser: known });
    if (!outcome.ok) return outcome;
    const { browser, ...value } = outcome.value;
    reply.setCookie(SESSION_COOKIE, value.token, { ...cookieFor(request), maxAge: COOKIE_SECONDS });
    reply.setCookie(BROWSER_COOKIE, browser, { ...cookieFor(request), maxAge: BROWSER_SECONDS });
    return { ...outcome, value };
  }

  @Get('current')
  @Declares('session.read', { summary: 'Who is signed in, with which roles and parties.' })
  @Answers(CurrentSessionShape)
  async read(@CurrentSession() { actor, mustChangePassword }: SignedIn): Promise<CurrentSessionShape> {
    return { ...(await readSession(this.db, actor)), mustChangePassword, mode: this.settings.mode };
  }

  @Post('current/password')
  @UseGuards(ThrottlerGuard)
  @Declares('session.changePassword', {
    summary: 'Change your own password; your other sessions end.',
    idempotencyKey: false,
  })
  @Answers(ChangedPasswordShape)
  changePassword(@CurrentSession() { actor, sessionId }: SignedIn, @Body() body: ChangePasswordBody) {
    return changePassword(this.db, { actor, sessionId, ...body });
  }

  @Get('current/second-factor')
  @Declares('session.readSecondFactor', {
    summary: 'Whether money asks for a one-time code, and whether you have one.',
  })
  @Answers(SecondFactorShape)
  secondFactor(@CurrentSession() { actor }: SignedIn) {
    return readSecondFactor(this.db, this.rules(), actor);
  }

  @Post('current/second-factor')
  @UseGuards(ThrottlerGuard)
  @Declares('session.beginSecondFactor', {
    summary: 'Begin to use an authenticator (RFC 6238): the secret is answered this once.',
    idempotencyKey: false,
  })
  @Answers(BegunSecondFactorShape)
  beginSecondFactor(
    @CurrentSession() { actor, sessionId }: SignedIn,
    @Body() { password }: BeginSecondFactorBody,
  ) {
    return beginEnrolment(this.db, this.rules(), { actor, sessionId, password });
  }

  @Post('current/second-factor/confirmation')
  @UseGuards(ThrottlerGuard)
  @Declares('session.confirmSecondFactor', {
    summary: 'Show the first code; from then on the authenticator counts.',
    idempotencyKey: false,
  })
  @Answers(SecondFactorShape)
  confirmSecondFactor(@CurrentSession() { actor }: SignedIn, @Body() { code }: ConfirmSecondFactorBody) {
    return confirmEnrolment(this.db, this.rules(), { actor, code });
  }

  private rules(): SecondFactorRules {
    return this.settings.secondFactor ?? NO_SECOND_FACTOR;
  }

  @Delete('current')
  @Declares('session.close', {
    summary: 'Sign out: the session ends at once and for good.',
    idempotencyKey: false,
  })
  @Answers(ClosedSessionShape)
  async close(
    @CurrentSession() { actor, sessionId }: SignedIn,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<CommandOutcome<{ closed: true }, Refusal>> {
    const outcome = await closeSession(this.db, actor, sessionId);
    reply.clearCookie(SESSION_COOKIE, cookieFor(request));
    return outcome;
  }
}
