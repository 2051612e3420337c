import { type Actor } from '@duixian/casework';

/** Where every route of the application programming interface begins. */
export const BASE = 'api/v1';

export const SESSION_COOKIE = 'duixian_session';

/** Injection token of the connected database. */
export const DATABASE = Symbol('database');
/** Injection token of the store of attached files. */
export const FILES = Symbol('files');

/** Who sends a request, and how they said so; set by the session guard before anything else looks at the request. */
export interface Caller {
  readonly actor: Actor;
  readonly sessionId: string | null;
  readonly via: 'bearer' | 'cookie' | 'nothing';
  /** True while the password is one that an administrator handed out. */
  readonly mustChangePassword: boolean;
}

export interface RequestLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the edge reads of a Fastify request. */
export interface HttpRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly protocol: string;
  readonly is404: boolean;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies?: Readonly<Record<string, string | undefined>>;
  readonly routeOptions: { readonly url?: string | undefined };
  readonly log: RequestLog;
  caller: Caller | null;
}

export interface CookieOptions {
  path: string;
  httpOnly: boolean;
  sameSite: 'strict';
  secure: boolean;
  maxAge?: number;
}

/** What the edge does with a Fastify reply. */
export interface HttpReply {
  readonly statusCode: number;
  readonly elapsedTime: number;
  status(code: number): HttpReply;
  header(name: string, value: string | number): HttpReply;
  type(contentType: string): HttpReply;
  send(body?: unknown): HttpReply;
  setCookie(name: string, value: string, options: CookieOptions): HttpReply;
  clearCookie(name: string, options: CookieOptions): HttpReply;
}

/** A header that may come once; several of it count as unusable and are answered as the empty text. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? '' : value;
}

/** The address without its query string, which may hold anything. */
export const pathOf = ({ url }: Pick<HttpRequest, 'url'>): string => url.split('?', 1)[0] ?? '/';
