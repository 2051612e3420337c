import { type Shape } from '@duixian/api-client';
import { ProblemAnswer } from '@duixian/api-client';
import { type PersonActor, type Role } from '@duixian/workflow';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { api, valueOf } from './api';
import { WholePageProblem, WholePageWait } from './whole-page';

/** Who is signed in, as the API says it. */
export type Session = Shape<'CurrentSessionShape'>;

export const SESSION_KEY = ['session'] as const;

interface SessionAtHand {
  /** null: nobody is signed in; public pages only. */
  readonly session: Session | null;
  /** After signing in or out: asks the API again and forgets what the person before was shown. */
  readonly refresh: () => Promise<void>;
}

const SessionContext = createContext<SessionAtHand | null>(null);

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await valueOf(api.GET('/api/v1/sessions/current', { signal }));
  } catch (error) {
    if (error instanceof ProblemAnswer && error.code === 'unauthenticated') return null;
    throw error;
  }
}

/** Knows who is signed in before anything else is drawn. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Infinity,
  });
  const atHand = useMemo<SessionAtHand>(
    () => ({
      session: data ?? null,
      refresh: async () => {
        queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
        await queryClient.refetchQueries({ queryKey: SESSION_KEY });
      },
    }),
    [data, queryClient],
  );
  if (data === undefined) {
    return error ? <WholePageProblem error={error} retry={() => void refetch()} /> : <WholePageWait />;
  }
  return <SessionContext.Provider value={atHand}>{children}</SessionContext.Provider>;
}

export function useSession(): SessionAtHand {
  const atHand = useContext(SessionContext);
  if (atHand === null) throw new Error('no SessionProvider above');
  return atHand;
}

/** The signed-in person; only for pages that nobody else reaches. */
export function useSignedIn(): Session {
  const { session } = useSession();
  if (session === null) throw new Error('this page is for signed-in people');
  return session;
}

/** The person as the permission function takes them; null: nobody. */
export function actorOf(session: Session): PersonActor {
  const { user, grants, partyIds } = session;
  return {
    kind: 'person',
    userId: user.id,
    username: user.username,
    displayName: user.displayName,
    grants: grants.map(({ role, regionCode }) => ({ role: role as Role, regionCode })),
    partyIds,
  };
}
