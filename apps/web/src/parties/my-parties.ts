import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

export type Party = Shape<'PartyShape'>;

/** The parties that this person acts for. */
export const useMyParties = ({ enabled = true }: { enabled?: boolean } = {}) =>
  useQuery({
    queryKey: ['parties'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/parties', { signal })),
    enabled,
  });

/** What registers and reviewers say about a party. */
export const usePartyFacts = (partyId: string | undefined) =>
  useQuery({
    queryKey: ['parties', partyId, 'facts'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/parties/{id}/facts', { params: { path: { id: partyId ?? '' } }, signal })),
    enabled: partyId !== undefined,
  });
