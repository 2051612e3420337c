import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** What a list is narrowed by: names and values as the API takes them, as they stand in the address. */
export type FilterValues = Readonly<Record<string, string>>;

export interface FiltersInUrl {
  readonly values: FilterValues;
  readonly cursor: string | undefined;
  /** Sets some filters (an empty text removes one) and goes back to the first page. */
  readonly narrow: (changes: FilterValues) => void;
  /** Shows another page; going back in the browser shows the one before. */
  readonly turnTo: (cursor: string | null) => void;
}

/** Filters and page of a list, kept in the address so that a view can be sent to somebody or returned to. */
export function useFiltersInUrl(names: readonly string[]): FiltersInUrl {
  const [params, setParams] = useSearchParams();
  const known = names.join(' ');
  return useMemo(() => {
    const given = known.split(' ').flatMap((name): [string, string][] => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    });
    return {
      values: Object.fromEntries(given),
      cursor: params.get('cursor') ?? undefined,
      narrow: (changes) =>
        setParams(
          (before) => {
            const after = new URLSearchParams(before);
            after.delete('cursor');
            for (const [name, value] of Object.entries(changes)) {
              if (value === '') after.delete(name);
              else after.set(name, value);
            }
            return after;
          },
          { replace: true },
        ),
      turnTo: (cursor) =>
        setParams((before) => {
          const after = new URLSearchParams(before);
          if (cursor === null) after.delete('cursor');
          else after.set('cursor', cursor);
          return after;
        }),
    };
  }, [known, params, setParams]);
}
