import type { Under } from '../ast';
import { chosenReading } from './answer-question';
import type { Case } from './case';
import { readingOf } from './plan';

/** The option of a reading that is followed; null while a person is asked. */
export const followedOption = ({ document, facts, readings }: Case, id: string): string | null =>
  chosenReading(readingOf(document, id), facts, readings);

/** Whether the option is followed. What is left to a person, or is no option of the reading, leaves the preset in force. */
export function isFollowed({ reading: id, option, isPreset }: Under, given: Case): boolean {
  const followed = followedOption(given, id);
  const isKnown = readingOf(given.document, id).options.some(({ key }) => key === followed);
  return isKnown ? followed === option : isPreset;
}

/** What an option of a reading means, in Chinese. */
export const meaningOf = ({ document }: Case, id: string, option: string): string =>
  readingOf(document, id).options.find(({ key }) => key === option)?.meaning ?? option;
