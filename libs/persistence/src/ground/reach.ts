import type { Scope } from '@duixian/workflow';
import { In, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import type { RegionTree } from './region-tree';

/** The rows a list may contain: all of them, or those of these regions or these parties. */
export interface Reach {
  everything: boolean;
  regionCodes: readonly string[];
  partyIds: readonly string[];
}

/** A permission's scope with every region below the ones it names. */
export function reachOf(regions: RegionTree, scope: Scope): Reach {
  const covered = scope.regionCodes.flatMap((code) => (regions.find(code) ? regions.covered(code) : []));
  return {
    everything: scope.everything,
    regionCodes: [...new Set([...covered, ...scope.exactRegionCodes])],
    partyIds: scope.partyIds,
  };
}

/**
 * A filter held within a reach, as alternatives for TypeORM. Row-level security says the same in general; this says it
 * for the one operation that is asked, since a person may hold different roles in different places.
 * @returns no alternative at all when nothing is in reach: the caller must then find nothing
 */
export function whereWithin<T extends ObjectLiteral>(
  reach: Reach,
  filter: FindOptionsWhere<T>,
  columns: { region: keyof T & string; party?: keyof T & string },
): FindOptionsWhere<T>[] {
  if (reach.everything) return [filter];
  const { region, party } = columns;
  return [
    held(filter, region, reach.regionCodes),
    ...(party ? [held(filter, party, reach.partyIds)] : []),
  ].flat();
}

/** The filter with one column held to some values; none when the filter asks that column for another value. */
function held<T extends ObjectLiteral>(
  filter: FindOptionsWhere<T>,
  column: keyof T & string,
  values: readonly string[],
): FindOptionsWhere<T>[] {
  const asked: unknown = (filter as Record<string, unknown>)[column];
  const allowed = asked === undefined ? values : values.filter((value) => value === asked);
  return allowed.length === 0 ? [] : [{ ...filter, [column]: In([...allowed]) } as FindOptionsWhere<T>];
}
