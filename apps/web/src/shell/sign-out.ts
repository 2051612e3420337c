import { useCommand } from '../pieces/use-command';
import { api, valueOf } from './api';
import { actUnder } from './on-behalf-of';
import { useSession } from './session';

/** Ends the session at once. The page then is nobody's, and what the person was shown is gone from it. */
export function useSignOut(): { run: () => void; busy: boolean } {
  const { refresh } = useSession();
  const { run, busy } = useCommand<null, unknown>(
    async () => {
      await valueOf(api.DELETE('/api/v1/sessions/current'));
      actUnder(null);
      await refresh();
    },
    () => location.assign('/sign-in'),
  );
  return { run: () => run(null), busy };
}
