import { eventInWords } from '../applications/event-names';
import { EVENT_WORDS } from './event-words.table';

/** What an event of the trail is called, with the thing it is about; its type where it has no words. */
export const trailEventInWords = (type: string): string =>
  EVENT_WORDS[type] ?? (type.startsWith('application.') ? `申报:${eventInWords(type)}` : type);
