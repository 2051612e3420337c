import { ProblemAnswer } from '@duixian/api-client';
import { QueryClient } from '@tanstack/react-query';

/** Reading is repeated once where no answer came; a problem is an answer. Changes are repeated by people only. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => !(error instanceof ProblemAnswer) && failures < 1,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
