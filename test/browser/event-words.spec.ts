import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_WORDS, OPERATIONS, trailEventInWords } from '@duixian/workflow';

const LIBS = join(__dirname, '../../libs');

/** Whatever is written like an event's type in the code that moves cases and records what happened. */
const WRITTEN = new Set(
  ['casework/src', 'workflow/src'].flatMap((room) =>
    readdirSync(join(LIBS, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/.test(name) && !/\.spec\.ts$|event-words/.test(name))
      .flatMap((name) => [...readFileSync(join(LIBS, room, name), 'utf8').matchAll(/'([a-z_]+\.[a-z_]+)'/g)])
      .map(([, type = '']) => type),
  ),
);

/** Put together while loading: `policy.` and what the loading came to. */
const PUT_TOGETHER = ['policy.published', 'policy.kept', 'policy.differs'];

/** Topics of messages, which are written the same way and are no events. */
const TOPICS = [
  'budget.freed',
  'budget.not_awaited',
  'application.noticed',
  'payment.unresolved',
  'notification.due',
  'mail.due',
  'sweep.chunk',
  'sweep.offers',
  'sweep.wanted',
];

/** The first word of every type of event; anything else with a dot is a fact, a file or a column. */
const SUBJECTS = new Set(
  [...Object.keys(EVENT_WORDS), 'application.created'].map((type) => type.slice(0, type.indexOf('.'))),
);

const AS_WRITTEN = [...WRITTEN, ...PUT_TOGETHER].filter(
  (type) => SUBJECTS.has(type.slice(0, type.indexOf('.'))) && !(type in OPERATIONS) && !TOPICS.includes(type),
);

/** Refunds are payments whose events are recorded under a name of their own (`recordOnPayments`). */
const ONLY_OF_REFUNDS = ['payment.credited', 'payment.uncredited', 'payment.noted'];
/** Nobody's account and no later award stands behind a refund. */
const NEVER_OF_REFUNDS = ['refund.reduced', 'refund.account_changed', 'refund.offset'];
const TYPES = [...AS_WRITTEN, ...AS_WRITTEN.map((type) => type.replace(/^payment\./, 'refund.'))].filter(
  (type) => !ONLY_OF_REFUNDS.includes(type) && !NEVER_OF_REFUNDS.includes(type),
);

it('every type of event that is recorded has its words', () => {
  expect(TYPES.length).toBeGreaterThan(100);
  expect(TYPES.filter((type) => /[a-z]/.test(trailEventInWords(type)))).toEqual([]);
});

it('no words are kept for an event that nobody records', () => {
  expect(Object.keys(EVENT_WORDS).filter((type) => !TYPES.includes(type))).toEqual([]);
});
