import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import { type paths } from './generated/api';
import { NoAnswer, type Problem, ProblemAnswer, StrangeAnswer } from './problem';

/** Every route of the API with its types; a change does not compile without its Idempotency-Key. */
export type ApiClient = Client<paths>;

export interface ApiClientOptions {
  /** Empty for a page that the API itself served. */
  readonly baseUrl?: string;
  /** For scripts; pages use the cookie. */
  readonly token?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Told of every problem before it is thrown, e.g. to notice that the session ended. */
  readonly onProblem?: (error: ProblemAnswer, request: Request) => void;
}

/**
 * The API as typed calls. What is not an answer of the expected shape is thrown: `ProblemAnswer` with the problem,
 * `NoAnswer` when the network is lost, `StrangeAnswer` for what is no JSON of ours.
 */
export function createApiClient({
  baseUrl = '',
  token,
  fetch = globalThis.fetch,
  onProblem,
}: ApiClientOptions = {}): ApiClient {
  const client = createFetchClient<paths>({
    baseUrl,
    fetch: (request) => fetch(request),
    credentials: 'same-origin',
    // Only a page of ours can add it: another site's form cannot.
    headers: {
      'X-Requested-With': 'duixian',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
  });
  client.use(errorsAreThrown(onProblem));
  return client;
}

function errorsAreThrown(onProblem: ApiClientOptions['onProblem']): Middleware {
  return {
    onError: ({ error }) =>
      error instanceof DOMException && error.name === 'AbortError' ? undefined : new NoAnswer(error),
    onResponse: async ({ response, request }) => {
      if (response.ok) return undefined;
      const problem = await problemIn(response);
      if (problem === null) throw new StrangeAnswer(response.status);
      const error = new ProblemAnswer(problem);
      onProblem?.(error, request);
      throw error;
    },
  };
}

async function problemIn(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null;
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? (body as Problem) : null;
}

/** What a call answered; openapi-fetch types it as possibly absent, since errors are values there and thrown here. */
export async function valueOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) throw new StrangeAnswer(200);
  return data;
}
