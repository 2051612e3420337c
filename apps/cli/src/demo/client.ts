import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DemoRefusal } from './demo-refusal';

const TRIES = 4;
const PAUSE_MS = 400;
const PATIENCE_MS = 30_000;

/** What every refusal carries (RFC 9457). */
export interface Problem {
  status: number;
  code: string;
  detail: string;
}

/** The API said no. */
export class ApiRefused extends Error {
  constructor(
    readonly request: string,
    readonly problem: Problem,
  ) {
    super(`${request}: ${problem.code} (${problem.status}) ${problem.detail}`);
  }
}

/** A file that goes as one part of a form, with the fields that go beside it. */
export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Somebody who talks to the API. The Idempotency-Key of a change is the hash of the change itself: asked again, by a
 * run that was killed or repeated, it is answered as before and does nothing more.
 */
export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path, {});
  }

  /** Every entry of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const joint = path.includes('?') ? '&' : '?';
      const page: { items: T[]; nextCursor: string | null } = await this.get(
        `${path}${joint}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  /** @param body an object as JSON, or a text that is JSON already and must arrive byte for byte */
  post<T>(path: string, body: object | string): Promise<T> {
    return this.change<T>('POST', path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.change<T>('PUT', path, body);
  }

  upload<T>(path: string, { fileName, bytes, fields }: Upload): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([bytes]), fileName);
    const key = createHash('sha256')
      .update(bytes)
      .update(JSON.stringify([path, fileName, fields]));
    return this.send<T>('POST', path, {
      body: form,
      headers: { 'Idempotency-Key': keyOf(key.digest('hex')) },
    });
  }

  private change<T>(method: string, path: string, body: object | string): Promise<T> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const hash = createHash('sha256')
      .update(JSON.stringify([method, path, text]))
      .digest('hex');
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': keyOf(hash) };
    return this.send<T>(method, path, { body: text, headers });
  }

  /** Asks again, under the same key, where the server did not answer or says that it cannot just now. */
  private async send<T>(method: string, path: string, init: RequestInit): Promise<T> {
    const request = `${method} ${path}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.ask(method, path, init).catch((error: unknown) => {
        if (attempt < TRIES) return null;
        const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
        throw new DemoRefusal(
          `Duixian at ${this.url} does not answer any more (${cause}): start it again and repeat npm run demo, which goes on where it was.`,
        );
      });
      if (answer?.ok) return (await answer.json()) as T;
      if (answer && (answer.status < 500 || attempt >= TRIES)) throw await refusalOf(request, answer);
      await sleep(PAUSE_MS * attempt);
    }
  }

  private ask(method: string, path: string, init: RequestInit): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string> | undefined),
      ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return fetch(`${this.url}/api/v1/${path}`, { ...init, method, headers, signal });
  }
}

const keyOf = (hash: string): string => `demo-${hash.slice(0, 40)}`;

async function refusalOf(request: string, answer: Response): Promise<ApiRefused> {
  const text = await answer.text();
  try {
    return new ApiRefused(request, JSON.parse(text) as Problem);
  } catch {
    const detail = text.slice(0, 200);
    return new ApiRefused(request, { status: answer.status, code: 'no-problem-document', detail });
  }
}
