import { NoAnswer, type Shape } from '@duixian/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, valueOf } from '../shell/api';
import { type MarkedProblem } from './code-editor-given';
import { lawProblemInWords } from './law-problem-words.table';

export type LawCheck = Shape<'PolicyCheckShape'>;
export type CaseOutcome = LawCheck['outcomes'][number];

/** Both halves of what an officer writes. */
export interface Written {
  readonly text: string;
  readonly cases: string;
}

const PAUSE_MS = 600;

/** What it was when nothing changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const useCheck = (kind: string, { text, cases }: Written, run: boolean) =>
  useQuery({
    queryKey: ['policy-check', kind, text, cases],
    queryFn: ({ signal }) =>
      valueOf(api.POST('/api/v1/policies/check', { body: { text, cases, run }, signal })),
    placeholderData: keepPreviousData,
    enabled: text.trim() !== '' && cases.trim() !== '',
    staleTime: Infinity,
    // Text that was typed on is not looked at again.
    gcTime: 5_000,
    retry: (times, error) => times < 2 && error instanceof NoAnswer,
  });

/** What is wrong with a text while it is typed: read after each pause, without its cases. */
export function useLiveCheck(written: Written) {
  const settled = useSettled(written);
  const query = useCheck('read', settled, false);
  return { ...query, isBehind: settled !== written || query.isFetching };
}

/** What the cases of a saved text come to. */
export const useCaseRun = (written: Written) => useCheck('run', written, true);

/** The problems of one of the two texts, in Chinese, by line. */
export const markedIn = (check: LawCheck | undefined, file: 'document' | 'cases'): MarkedProblem[] =>
  (check?.problems ?? [])
    .filter((problem) => problem.file === file)
    .map((problem) => {
      const words = lawProblemInWords(problem) ?? { what: problem.message, how: problem.fix };
      return { line: problem.line, column: problem.column, ...words };
    });
