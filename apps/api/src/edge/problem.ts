import { type Refusal } from '@duixian/casework';
import { PROBLEMS, type ProblemCode } from './problem.table';

/** A problem as RFC 9457 has it, with a stable code and whatever particulars the code brings along. */
export interface Problem {
  type: string;
  title: string;
  titleZh: string;
  status: number;
  detail: string;
  code: ProblemCode;
  [particular: string]: unknown;
}

/** A field that does not fit: its path (`items[3].version`), what is wrong, what to do. */
export interface FieldProblem {
  field: string;
  message: string;
  fix: string;
}

/** Thrown by the edge when it answers a request with a problem; only the filter catches it. */
export class RequestRefused extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }

  static from({ code, message, details }: Refusal): RequestRefused {
    return new RequestRefused(code, message, details ?? {});
  }
}

/** A refusal as problem details; particulars never cover the members that RFC 9457 names. */
export function problemOf(
  code: ProblemCode,
  detail: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title, titleZh } = PROBLEMS[code];
  return { ...details, type: `urn:duixian:problem:${code}`, title, titleZh, status, detail, code };
}
