import { type Shape } from '@duixian/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

type Result = Shape<'ExplainedResultShape'>;

/** What some clauses say about facts. Nothing is stored. */
export const useCalculation = (facts: Readonly<Record<string, unknown>>, enabled = true) =>
  useQuery({
    queryKey: ['calculator', facts],
    queryFn: ({ signal }) => valueOf(api.POST('/api/v1/calculator', { body: { facts }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled,
  });

/** Set by the register or by the system, never by the applicant. */
const NOT_CLAIMABLE =
  /^(evaluation_date$|applicant\.(kind|province|city|county)$|application\.|reading\.)|\[\]|^(titles|standards|decisions|awards_paid)$/;

/** Lists of records are not typed in a field. */
const LISTED = /\[\]|^(titles|standards|decisions|awards_paid)$/;

/**
 * Facts that would take the results further and that nobody has said yet, in the order in which they are asked for.
 *
 * @param everything also what only registers say: for somebody who describes an enterprise instead of being one
 */
export function neededFacts(
  results: readonly Result[],
  known: Readonly<Record<string, unknown>>,
  everything = false,
): string[] {
  const asked = results.flatMap(({ missing = [], reasons = [] }) => [
    ...missing,
    ...reasons.flatMap(({ facts }) => facts),
  ]);
  const left = everything ? LISTED : NOT_CLAIMABLE;
  return [...new Set(asked)].filter((name) => !(name in known) && !left.test(name));
}
