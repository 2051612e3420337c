import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

export type Case = Shape<'ApplicationShape'>;

/** States in which something follows by itself, so that the page looks again. */
const MOVES_BY_ITSELF = ['submitted', 'approved', 'noticed'];

/** A case as whoever asks may see it; looked at again while the system is at work on it. */
export const useCase = (id: string) =>
  useQuery({
    queryKey: ['applications', 'one', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/applications/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (MOVES_BY_ITSELF.includes(state.data?.state ?? '') ? 1_500 : false),
  });
