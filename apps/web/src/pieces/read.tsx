import { type UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type ReactNode } from 'react';
import { ProblemNote } from './problem-note';

/**
 * What a page read: a skeleton of about its size while it comes, the problem with a way to try again, or the thing.
 * What was read before stays visible while it is read anew.
 */
export function Read<T>({
  query,
  rows = 6,
  children,
}: {
  query: Pick<UseQueryResult<T>, 'data' | 'error'> & { readonly refetch: () => unknown };
  /** Height of the skeleton, in lines of text. */
  rows?: number;
  children: (value: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  return <Waiting rows={rows} />;
}

/** A skeleton of so many lines of text. */
export const Waiting = ({ rows }: { rows: number }) => (
  <div role="status" aria-busy="true" aria-label="正在读取">
    <Skeleton active={false} title={false} paragraph={{ rows, width: '100%' }} />
  </div>
);
