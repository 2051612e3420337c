import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, valueOf } from '../shell/api';

export type AccountVersion = Shape<'AccountVersionShape'>;

/** What a version of an account is to the reader of the page. */
export const STANDING_WORDS: Readonly<Record<AccountVersion['standing'], string>> = {
  current: '现用',
  waiting: '待第二人确认',
  cooling: '冷静期',
  earlier: '已被替换',
  ended: '未生效',
};

export const STANDING_TONES: Readonly<Record<AccountVersion['standing'], string>> = {
  current: 'paid',
  waiting: 'returned',
  cooling: 'returned',
  earlier: 'neutral',
  ended: 'neutral',
};

/** Every version of the account of an enterprise, the newest first. */
export const useAccounts = (partyId: string) =>
  useQuery({
    queryKey: ['parties', partyId, 'accounts'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/parties/{id}/accounts', { params: { path: { id: partyId } }, signal })),
  });

/** Branches by words of their name or the beginning of their code, and the table they come from. */
export const useBankCodes = (query: string) =>
  useQuery({
    queryKey: ['bank-codes', query],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/bank-codes', { params: { query: query === '' ? {} : { query } }, signal })),
    placeholderData: (before) => before,
  });
