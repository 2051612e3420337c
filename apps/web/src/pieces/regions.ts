import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, valueOf } from '../shell/api';
import { useSession } from '../shell/session';
import { type Choice } from './filter-bar';

/** Regions change by law, not by the hour. */
const useRegions = () => {
  const { session } = useSession();
  return useQuery({
    queryKey: ['regions'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/regions', { signal })),
    staleTime: Infinity,
    enabled: session !== null,
  });
};

/** The name of a region by its code; the code itself until the names are known. */
export function useRegionNames(): (code: string) => string {
  const { data } = useRegions();
  return useCallback((code) => data?.items.find((region) => region.code === code)?.name ?? code, [data]);
}

/** A region's code, then the codes above it up to the province. */
export function useRegionPaths(): (code: string) => string[] {
  const { data } = useRegions();
  return useCallback(
    (code) => {
      const path: string[] = [];
      let at: string | null = code;
      while (at !== null) {
        path.push(at);
        const here: string = at;
        at = data?.items.find((region) => region.code === here)?.parentCode ?? null;
      }
      return path;
    },
    [data],
  );
}

/** Regions of some levels to choose from. */
export function useRegionChoices(...levels: ('province' | 'city' | 'county')[]): Choice[] {
  const { data } = useRegions();
  const wanted: readonly string[] = levels;
  return (data?.items ?? [])
    .filter(({ level }) => wanted.includes(level))
    .map(({ code, name }) => ({ value: code, label: name }));
}
