import { type ProblemCode, ProblemAnswer } from '@duixian/api-client';

/** The code of a refusal; null for anything else that went wrong. */
export const codeOf = (error: unknown): ProblemCode | null =>
  error instanceof ProblemAnswer ? error.problem.code : null;
