import { APPLICATION_EVENTS, eventInWords } from './application-event-words';
import { EVENT_WORDS } from './event-words.table';

/** Type of every event of the trail, those of applications first. */
export const TRAIL_EVENTS: readonly string[] = [...APPLICATION_EVENTS, ...Object.keys(EVENT_WORDS)];

/** What an event of the trail is called, with the thing it is about; its type where it has no words. */
export const trailEventInWords = (type: string): string =>
  EVENT_WORDS[type] ?? (type.startsWith('application.') ? `申报:${eventInWords(type)}` : type);

/** The same as the timeline of a case says it, which need not say that it is about an application. */
export const caseEventInWords = (type: string): string => EVENT_WORDS[type] ?? eventInWords(type);
