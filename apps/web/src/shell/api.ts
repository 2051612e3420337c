import { createApiClient, type ProblemAnswer } from '@duixian/api-client';
import { actUnder, withOnBehalfOf } from './on-behalf-of';
import { withSecondFactor } from './second-factor-events';
import { sessionEnded } from './session-events';

/** Asking who is signed in is how a page learns that nobody is: no event. Signing in with a wrong password neither. */
const isAboutSessionItself = (request: Request): boolean =>
  new URL(request.url).pathname.includes('/sessions');

/** The API that served this page. */
export const api = createApiClient({
  fetch: (request) => withSecondFactor(withOnBehalfOf(request as Request)),
  onProblem: (error: ProblemAnswer, request: Request) => {
    if (error.code === 'delegation-over') {
      actUnder(null);
      sessionEnded.announce();
    }
    if (error.code === 'unauthenticated' && !isAboutSessionItself(request)) sessionEnded.announce();
  },
});

export { valueOf } from '@duixian/api-client';
