import type { Under } from '../ast';
import { chosenReading } from './answer-question';
import type { Case } from './case';
import { planOf } from './plan';

/** The option of a reading that is followed; null while a person is asked. */
export function followedOption({ document, facts, readings }: Case, id: string): string | null {
  const reading = planOf(document).readingsById.get(id);
  return reading ? chosenReading(reading, facts, readings) : null;
}

/** Whether the option is followed. What is left to a person, or is no option of the reading, leaves the preset in force. */
export function isFollowed({ reading: id, option, isPreset }: Under, given: Case): boolean {
  const reading = planOf(given.document).readingsById.get(id);
  const followed = followedOption(given, id);
  const isKnown = reading?.options.some(({ key }) => key === followed) ?? false;
  return isKnown ? followed === option : isPreset;
}

/** What an option of a reading means, in Chinese. */
export function meaningOf({ document }: Case, id: string, option: string): string {
  const options = planOf(document).readingsById.get(id)?.options ?? [];
  return options.find(({ key }) => key === option)?.meaning ?? option;
}
