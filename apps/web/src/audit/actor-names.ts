import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Choice } from '../pieces/filter-bar';
import { api, valueOf } from '../shell/api';

const usePeople = () =>
  useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/people', { signal })),
    staleTime: 60_000,
  });

/** People in reach to choose from, as the trail names them. */
export function useActorChoices(): Choice[] {
  const { data } = usePeople();
  return (data?.items ?? []).map(({ id, displayName }) => ({ value: `user:${id}`, label: displayName }));
}

/** Who an actor of the trail is: the name of a person in reach, otherwise what the trail says. */
export function useActorNames(): (actor: string) => string {
  const { data } = usePeople();
  return useCallback(
    (actor) => {
      const person = data?.items.find(({ id }) => actor === `user:${id}`);
      if (person !== undefined) return person.displayName;
      if (actor.startsWith('system:')) return `系统(${actor.slice('system:'.length)})`;
      // As wide as a name: what is read later must not move the columns.
      return actor.startsWith('user:') ? `人员 ${actor.slice(-6)}` : actor;
    },
    [data],
  );
}
