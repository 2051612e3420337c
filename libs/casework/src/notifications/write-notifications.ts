import { fen, formatYuanGrouped } from '@duixian/money';
import {
  findApplication,
  findCall,
  findNotice,
  findOffer,
  findParty,
  findPayments,
  readEvents,
  readPartyPeople,
  readRoleHolders,
  runCommand,
  type ApplicationEntity,
  type AuditEventEntity,
  type CommandOutcome,
  type Database,
  type NewNotification,
  type Tx,
} from '@duixian/persistence';
import {
  notificationRulesOf,
  stateReasonInWords,
  type Department,
  type NotificationAbout,
  type NotificationRule,
  type Told,
} from '@duixian/workflow';
import { readStageClock } from '../applications/case-deadline';
import { openStageOf, stageRegion } from '../applications/open-case';
import { maskAccountNumber } from '../ground/mask';
import { done, type Refusal } from '../ground/refusal';
import { deliver } from './channels';

const TELLER = { kind: 'system', name: 'write-notifications' } as const;
const LONGEST = 2_000;

/** What an event is about, as far as messages need it. */
interface Telling {
  event: AuditEventEntity;
  data: Readonly<Record<string, unknown>>;
  application: ApplicationEntity | null;
  about: NotificationAbout;
}

/**
 * Tells people of events, by the table of workflow: one message per event and person, however often this runs. Whoever did
 * it is not told, unless the message is their receipt.
 *
 * @param byMail whether a mail server is named: who wants a message by e-mail gets a letter as well
 */
export async function writeNotifications(
  db: Database,
  job: { outboxId: string; eventIds: string },
  byMail = false,
): Promise<CommandOutcome<{ written: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/write-notifications`;
  const request = {
    name: 'writeNotifications',
    actor: TELLER,
    idempotencyKey,
    input: { eventIds: job.eventIds },
  };
  return runCommand<{ written: number }, Refusal>(db, request, async (tx) => {
    const events = await readEvents(tx, job.eventIds.split(','));
    const messages: NewNotification[] = [];
    for (const event of events) messages.push(...(await messagesOf(tx, event)));
    const written = await deliver(tx, messages, byMail);
    // A trail of its own: what happened to a case is one thing, who was told of it another.
    await tx.record({
      caseId: job.outboxId,
      regionCode: events[0]?.regionCode ?? tx.regions.regions[0]?.code ?? '',
      type: 'notification.written',
      data: { events: events.map(({ id }) => id), people: messages.map(({ userId }) => userId), written },
    });
    return done({ written });
  });
}

async function messagesOf(tx: Tx, event: AuditEventEntity): Promise<NewNotification[]> {
  const told = await lookUp(tx, event);
  const messages = new Map<string, NewNotification>();
  for (const rule of notificationRulesOf(event.type)) {
    for (const userId of await peopleOf(tx, rule.told, told)) {
      if (messages.has(userId) || (event.actor === `user:${userId}` && !rule.alsoActor)) continue;
      messages.set(userId, messageOf(rule, told, userId));
    }
  }
  return [...messages.values()];
}

const messageOf = (rule: NotificationRule, { event, about }: Telling, userId: string): NewNotification => ({
  ...{ eventId: event.id, userId, event: event.type, category: rule.category, title: rule.title },
  body: rule.text(about).slice(0, LONGEST),
  link: rule.link(about),
});

async function peopleOf(tx: Tx, told: Told, { event, data, application }: Telling): Promise<string[]> {
  const partyId = event.partyId ?? application?.partyId ?? null;
  const off = { partyId, applicationId: application?.id ?? null };
  if (told.who === 'party') return partyId === null ? [] : readPartyPeople(tx, partyId);
  if (told.who === 'departments') {
    const asked = ((data['departments'] as readonly Department[] | undefined) ?? []).map(
      ({ role, regionCode }) => readRoleHolders(tx, role, regionCode, off),
    );
    return (await Promise.all(asked)).flat();
  }
  if (told.who === 'deciders') return [...((data['deciders'] as readonly string[] | undefined) ?? [])];
  const assigneeId = textOf(data['assigneeId']);
  if (told.who === 'assignee') return assigneeId === null ? [] : [assigneeId];
  if (told.who === 'holder') {
    const turn = regionOf(tx, 'named-region', event, data, application);
    if (assigneeId !== null || turn === null) return assigneeId === null ? [] : [assigneeId];
    return readRoleHolders(tx, 'reviewer', turn, off);
  }
  const region = regionOf(tx, told.at, event, data, application);
  return region === null ? [] : readRoleHolders(tx, told.role, region, off);
}

/** Null where the case stands at no stage any more: nobody has anything to do. */
function regionOf(
  tx: Tx,
  at: Extract<Told, { who: 'role' }>['at'],
  event: AuditEventEntity,
  data: Telling['data'],
  application: ApplicationEntity | null,
): string | null {
  const named = textOf(data['turn']) ?? textOf(data['treasury']) ?? event.regionCode;
  switch (at) {
    case 'named-region':
      return named;
    case 'above':
      return tx.regions.path(named)[1] ?? null;
    case 'city':
      return (
        application?.cityCode ??
        tx.regions.path(event.regionCode).find((code) => tx.regions.find(code)?.level === 'city') ??
        event.regionCode
      );
    case 'stage': {
      const stage = application && openStageOf(application);
      return application && stage ? stageRegion(application, stage) : null;
    }
  }
}

async function lookUp(tx: Tx, event: AuditEventEntity): Promise<Telling> {
  const { data } = JSON.parse(event.bytes) as { data: Record<string, unknown> };
  const application = await findApplication(tx, textOf(data['applicationId']) ?? event.caseId);
  const partyId = event.partyId ?? application?.partyId;
  const party = partyId ? await findParty(tx, partyId) : null;
  const offer = event.type.startsWith('offer.') ? await findOffer(tx, event.caseId) : null;
  const callId = application?.callId ?? offer?.callId ?? textOf(data['callId']);
  const call = callId ? await findCall(tx, callId) : null;
  const notice = textOf(data['noticeId']) ? await findNotice(tx, textOf(data['noticeId']) ?? '') : null;
  const paymentId = textOf(data['paymentId']);
  const [payment] = paymentId ? await findPayments(tx, [paymentId]) : [];
  const amountFen = data['amountFen'] ?? data['totalFen'] ?? offer?.amountFen;
  return {
    event,
    data,
    application,
    about: {
      caseId: application?.id ?? event.caseId,
      caseNumber: application?.caseNumber ?? '',
      applicantName: party?.registeredName ?? '',
      callTitle: call?.title ?? '',
      amount: typeof amountFen === 'number' ? `${formatYuanGrouped(fen(amountFen))} 元` : null,
      reason:
        // Of an offer the event has the code only.
        (offer?.stateReason ? stateReasonInWords(offer.stateReason) : null) ??
        reasonOf(data['reason']) ??
        (application?.stateReason ? stateReasonInWords(application.stateReason) : null),
      lastDay:
        textOf(data['expiresOn']) ??
        textOf(data['dueOn']) ??
        notice?.endsOn ??
        (application ? ((await readStageClock(tx, application))?.deadline ?? null) : null),
      number: notice?.number ?? textOf(data['number']),
      remaining: typeof data['remaining'] === 'number' ? data['remaining'] : null,
      overdue:
        typeof data['own'] === 'number' && typeof data['below'] === 'number'
          ? { own: data['own'], below: data['below'] }
          : null,
      account: payment ? maskAccountNumber(payment.payee.accountNumber) : textOf(data['account']),
      subjectId: event.caseId,
    },
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A person's own words, or what the system stored as the reason. */
function reasonOf(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value);
  const { code, text } = (value ?? {}) as { code?: unknown; text?: unknown };
  if (typeof code !== 'string' || typeof text !== 'string') return null;
  return stateReasonInWords(value as { code: string; text: string });
}
