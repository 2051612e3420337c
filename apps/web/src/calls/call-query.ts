import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

export type Call = Shape<'CallShape'>;

export const useCall = (id: string | undefined) =>
  useQuery({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/calls/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined && id !== '',
  });
