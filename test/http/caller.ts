import { newId } from '@duixian/persistence';
import request, { type Response } from 'supertest';

type Method = 'get' | 'post' | 'put' | 'delete' | 'patch';

/** What every refusal carries (RFC 9457), with the particulars that some bring along. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  currentVersion?: number;
  state?: string;
  allowedActions?: string[];
  errors?: { field: string }[];
}

/** Somebody who talks to the API, with or without a session. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {}

  /**
   * One request. A change gets a fresh Idempotency-Key unless `headers` says otherwise (an empty text: none). A text
   * is sent as it is, anything else as JSON.
   */
  async send(
    method: Method,
    path: string,
    body?: string | object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const address = path.startsWith('/') ? path : `/api/v1/${path}`;
    const all = {
      ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      ...(method === 'get' ? {} : { 'idempotency-key': newId() }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const sent = request(this.url)[method](address);
    for (const [name, value] of Object.entries(all)) if (value !== '') void sent.set(name, value);
    if (body === undefined) return sent;
    return sent.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Posts a file as it is. */
  async upload(path: string, file: Buffer, headers: Record<string, string> = {}): Promise<Response> {
    const sent = request(this.url)
      .post(path.startsWith('/') ? path : `/api/v1/${path}`)
      .set({
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        'idempotency-key': newId(),
        'content-type': 'application/octet-stream',
        ...headers,
      });
    return sent.send(file);
  }

  /** What is answered with 200. @throws Error with the problem otherwise */
  async read<T>(path: string): Promise<T> {
    return this.expect<T>('get', path, [200]);
  }

  /** All entries of the first page of a list. */
  async list<T>(path: string): Promise<T[]> {
    return (await this.read<{ items: T[] }>(path)).items;
  }

  /** Posts and answers what came of it (200 or 201). @throws Error with the problem otherwise */
  async make<T>(path: string, body: string | object): Promise<T> {
    return this.expect<T>('post', path, [200, 201], body);
  }

  async put<T>(path: string, body: object): Promise<T> {
    return this.expect<T>('put', path, [200], body);
  }

  private async expect<T>(
    method: Method,
    path: string,
    statuses: number[],
    body?: string | object,
  ): Promise<T> {
    const answer = await this.send(method, path, body);
    if (!statuses.includes(answer.status)) {
      throw new Error(`${method.toUpperCase()} ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.body as T;
  }
}
