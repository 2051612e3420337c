import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, valueOf } from '../shell/api';

export type Clause = Shape<'ClauseShape'>;

export const useClauses = () =>
  useQuery({
    queryKey: ['clauses'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/clauses', { signal })),
    staleTime: 60_000,
  });

/** A clause in force by its id; undefined while they are read and for clauses no longer in force. */
export function useClauseById(): (id: string) => Clause | undefined {
  const { data } = useClauses();
  return useCallback((id) => data?.items.find((clause) => clause.id === id), [data]);
}
