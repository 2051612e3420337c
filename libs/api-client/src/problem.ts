import { type components } from './generated/api';

/** What the API says when it does not do something (RFC 9457): stable `code`, Chinese `titleZh`, what to do in `detail`. */
export type Problem = components['schemas']['Problem'] & Readonly<Record<string, unknown>>;
export type ProblemCode = Problem['code'];

/** The API answered, and what it answered is a problem. */
export class ProblemAnswer extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemAnswer';
  }

  get code(): ProblemCode {
    return this.problem.code;
  }
}

/** No answer came: it is unknown whether a change was made. Repeat it with the same Idempotency-Key. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause });
    this.name = 'NoAnswer';
  }
}

/** An answer that is neither a value nor a problem, such as a proxy's own error page. */
export class StrangeAnswer extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${status} without saying why`);
    this.name = 'StrangeAnswer';
  }
}

/** True where nobody knows whether a change was made, so that it must be repeated under the same key. */
export const isUncertain = (error: unknown): boolean =>
  error instanceof NoAnswer ||
  (error instanceof StrangeAnswer && error.status >= 500) ||
  (error instanceof ProblemAnswer && error.problem.status >= 500);
