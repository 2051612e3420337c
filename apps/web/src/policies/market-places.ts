import { useMyParties } from '../parties/my-parties';
import { type Choice } from '../pieces/filter-bar';
import { useSession } from '../shell/session';
import { type Clause } from './clauses';

/** A region's code without what names no smaller one: 410400 is 4104. Codes begin with those above them (GB/T 2260). */
const stem = (code: string): string => code.replace(/(00)+$/, '');

/** Whether the law of one region can concern the other: they are the same, or one lies in the other. */
const related = (one: string, other: string): boolean =>
  stem(one).startsWith(stem(other)) || stem(other).startsWith(stem(one));

/** Regions that issued a clause, those above first. */
export function placesOf(clauses: readonly Clause[]): Choice[] {
  const names = new Map(clauses.map(({ document }) => [document.regionCode, document.region]));
  return [...names]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([value, label]) => ({ value, label }));
}

/** What can concern somebody in a region: its own law first, then that of regions above or within. */
export const lawOf = (clauses: readonly Clause[], place: string): Clause[] => {
  const own = clauses.filter(({ document }) => document.regionCode === place);
  const near = clauses.filter(
    ({ document }) => document.regionCode !== place && related(document.regionCode, place),
  );
  return [...own, ...near];
};

/**
 * Where the signed-in person's enterprises are, or the office: the smallest of the places that it lies in. '' where that is
 * nowhere, or in several places; undefined until it is known.
 */
export function useOwnPlace(): (places: readonly Choice[]) => string | undefined {
  const { session } = useSession();
  const parties = useMyParties({ enabled: (session?.partyIds.length ?? 0) > 0 });
  if (parties.isLoading) return () => undefined;
  const codes = [
    ...(parties.data?.items.map(({ countyCode }) => countyCode) ?? []),
    ...(session?.grants.map(({ regionCode }) => regionCode) ?? []),
  ];
  return (places) => {
    const own = new Set(codes.map((code) => smallestAround(code, places)));
    const [only = ''] = own;
    return own.size === 1 ? only : '';
  };
}

const smallestAround = (code: string, places: readonly Choice[]): string =>
  places
    .map(({ value }) => value)
    .filter((place) => stem(code).startsWith(stem(place)))
    .sort((one, other) => stem(other).length - stem(one).length)[0] ?? '';
