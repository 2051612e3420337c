import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

/** Every budget line in reach, with its balances. */
export const useBudgetLines = () =>
  useQuery({
    queryKey: ['budgets', 'all'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/budgets', { signal })),
  });
