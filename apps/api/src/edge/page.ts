import { type PageRequest } from '@duixian/casework';
import { Given } from './given';
import { RequestRefused } from './problem';

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

/** Which part of a list that is short by nature: without a limit all of it. */
export class PartQuery {
  @Given.text(
    'nextCursor of the part before; absent for the first one.',
    { from: 1, to: 100 },
    { optional: true },
  )
  cursor?: string;

  @Given.limit('Most entries of a part; absent: all that follow.', null)
  limit?: number;
}

/**
 * Part of a list that is read as a whole. The cursor is the id of the last entry before it.
 * @throws RequestRefused for a cursor that the list does not have
 */
export function partOf<T extends { readonly id: string }>(
  items: readonly T[],
  { cursor, limit }: PartQuery,
): { items: readonly T[]; nextCursor: string | null } {
  const from = cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && from === 0) {
    const errors = [{ field: 'cursor', message: '列表中没有这一项', fix: '请从第一页重新读取' }];
    throw new RequestRefused('validation-failed', '这些项不符合要求:cursor。', { errors });
  }
  const part = items.slice(from, limit === undefined ? undefined : from + limit);
  const isLast = from + part.length >= items.length;
  return { items: part, nextCursor: isLast ? null : (part.at(-1)?.id ?? null) };
}

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
