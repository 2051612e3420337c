import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

/** A city's mark that its ledgers of earlier payments are complete for some clauses. */
export type Mark = Shape<'CoverageShape'>;

/** A clause of a city and whether its ledger is marked. */
export type ClauseStanding = Shape<'ClauseCoverageShape'>;

/** The clauses of a city with their marks. */
export const useClauseStandings = (cityCode: string | undefined) =>
  useQuery({
    queryKey: ['coverage', 'clauses', cityCode],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/earlier-payments/coverage/clauses', {
          params: { query: { cityCode: cityCode ?? '' } },
          signal,
        }),
      ),
    enabled: cityCode !== undefined,
  });
