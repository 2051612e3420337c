import { type PageRequest } from '@duixian/casework';
import { Given } from './given';

/** Which page of a list. */
export class PageQuery {
  @Given.id('nextCursor of the page before; absent for the first one.', { optional: true })
  cursor?: string;

  @Given.limit()
  limit = 50;
}

export class IdPath {
  @Given.id('Id.')
  id!: string;
}

export const pageOf = ({ cursor, limit }: PageQuery): PageRequest => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});

/** A list that is short by nature, in the form of every list. */
export const wholeList = <T>(items: readonly T[]): { items: readonly T[]; nextCursor: null } => ({
  items,
  nextCursor: null,
});

/** Without the fields that were not given: an absent filter is no filter. */
export function withoutAbsent<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
