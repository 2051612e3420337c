type Ask = (problem: string) => Promise<string | null>;

let asking: Ask | null = null;

/** Who asks the person for a code; null while no page is there to ask. @returns how to stop */
export function askBy(ask: Ask): () => void {
  asking = ask;
  return () => {
    asking = null;
  };
}

const ASKED_FOR: readonly unknown[] = ['second-factor-required', 'second-factor-wrong'];

/**
 * Sends a request, and where the API wants a one-time code with it, the same request again with the code that the person
 * types in, under the same Idempotency-Key. Without one the refusal is the answer.
 */
export async function withSecondFactor(request: Request): Promise<Response> {
  const isJson = request.headers.get('content-type')?.includes('json') ?? false;
  if (request.method !== 'POST' || !isJson) return fetch(request);
  const again = request.clone();
  let response = await fetch(request);
  for (;;) {
    if (response.status !== 403 || asking === null) return response;
    const { code } = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { code?: unknown };
    if (!ASKED_FOR.includes(code)) return response;
    const typed = await asking(String(code));
    if (typed === null) return response;
    const headers = new Headers(again.headers);
    headers.set('Second-Factor', typed);
    response = await fetch(new Request(again.clone(), { headers }));
  }
}
