import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { keepPreviousData } from '@tanstack/react-query';
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

/** Facts that would take the results further and that nobody has said yet, in the order in which they are asked for. */
export function neededFacts(results: readonly Result[], known: Readonly<Record<string, unknown>>): string[] {
  const asked = results.flatMap(({ missing = [], reasons = [] }) => [
    ...missing,
    ...reasons.flatMap(({ facts }) => facts),
  ]);
  return [...new Set(asked)].filter((name) => !(name in known) && !NOT_CLAIMABLE.test(name));
}
