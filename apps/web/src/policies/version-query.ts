import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

/** One version of a policy document with its text. */
export const useVersion = (id: string, lookAgainMs: number | false = false) =>
  useQuery({
    queryKey: ['policies', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/policies/{id}', { params: { path: { id } }, signal })),
    refetchInterval: lookAgainMs,
  });
