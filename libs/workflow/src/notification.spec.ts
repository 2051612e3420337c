import { APPLICATION_TRANSITIONS } from './application-table';
import { isNotified, NOTIFICATION_RULES, notificationRulesOf, type NotificationAbout } from './notification';

const FULL: NotificationAbout = {
  caseId: 'c',
  caseNumber: '410402-2026-0001',
  applicantName: '示例企业',
  callTitle: '2026年示例申报',
  amount: '200,000.00 元',
  reason: '缺少审计报告',
  lastDay: '2026-03-05',
  number: '平公示2026-01',
  account: '**** **** 0402',
  remaining: -3,
  overdue: { own: 2, below: 5 },
  subjectId: 's',
};
const BARE: NotificationAbout = {
  ...FULL,
  amount: null,
  remaining: null,
  overdue: null,
  reason: null,
  lastDay: null,
  number: null,
  account: null,
};

/** What an applicant does themselves, or need not be told: the next step tells them more. */
const SILENT_TO_PARTY = [
  'application.edited',
  'application.withdrawn',
  'application.offer_confirmed',
  'application.offer_confirmed_without_notice',
  'application.assessed',
  'application.assessed_again',
  'application.attested',
  'application.decided',
  'application.audited',
  'application.consulted',
  'application.termination_proposed',
  'application.termination_refused',
  'application.transferred',
  'application.claimed',
  'application.unclaimed',
  'application.remanded',
  'application.notice_closed',
  'application.parked',
  'application.funds_found',
  'application.reconsidered',
  'application.paid',
  'application.payment_returned',
];

it('every step of a case tells its applicant, or is named as one that need not', () => {
  const events = [...new Set(APPLICATION_TRANSITIONS.map(({ event }) => event))];
  const told = events.filter((event) => notificationRulesOf(event).some((rule) => rule.told.who === 'party'));
  expect(events.filter((event) => !told.includes(event)).sort()).toEqual([...SILENT_TO_PARTY].sort());
});

it('whatever opens a stage tells those whose turn it is', () => {
  const opening = APPLICATION_TRANSITIONS.filter(({ stage }) => stage?.startsWith('opens'));
  const silent = opening.filter(
    ({ event }) => !notificationRulesOf(event).some(({ told }) => told.who === 'role' && told.at === 'stage'),
  );
  expect(silent.map(({ event }) => event)).toEqual([]);
});

it.each(NOTIFICATION_RULES)(
  '$event to $told.who reads well with everything known and with nothing',
  (rule) => {
    for (const about of [FULL, BARE]) {
      const text = rule.text(about);
      expect([rule.title, text].join()).not.toMatch(/null|undefined|[\u3002,:]{2}|:$|[a-z]{3}/);
      expect(text).toMatch(/[。\u4e00-\u9fa5]$/);
      expect(rule.link(about)).toMatch(/^\/[a-z]/);
    }
  },
);

it('an event is told nobody twice over: at most one row for each kind of reader', () => {
  const rows = NOTIFICATION_RULES.map(({ event, told }) => `${event} ${JSON.stringify(told)}`);
  expect(new Set(rows).size).toBe(rows.length);
  expect(isNotified('application.edited')).toBe(false);
});
