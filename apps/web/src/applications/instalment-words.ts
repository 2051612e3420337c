import { dayInWords } from '../pieces/moments';
import { type Case } from './case-query';

export type Instalment = NonNullable<Case['award']>['instalments'][number];
export type InstalmentVerb = Instalment['allowedActions'][number];

/** When a part falls due, in words. */
export const dueInWords = ({ dueOn, condition }: Pick<Instalment, 'dueOn' | 'condition'>): string =>
  dueOn === null ? (condition ?? '核定后即可拨付') : `${dayInWords(dueOn)}起`;
