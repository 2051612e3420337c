import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

const LOOK_AGAIN_MS = 1_000;

/** One version of a policy document with its text; looked at again for as long as it is being tried. */
export const useVersion = (id: string) =>
  useQuery({
    queryKey: ['policies', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/policies/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.trialRun ? LOOK_AGAIN_MS : false),
  });
