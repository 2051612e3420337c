import { type Shape } from '@duixian/api-client';
import { Alert } from 'antd';
import { PROBLEM_ADVICE } from './problem-advice.table';
import { type ProblemCode } from '@duixian/api-client';

export interface RowResult {
  readonly key: string;
  readonly name: string;
  /** Absent: it was done. */
  readonly problem?: Partial<Shape<'Problem'>> | undefined;
}

/** What became of each row of a batch: how many were done, and for each of the others why not and what to do. */
export function BatchResults({ done, results }: { done: string; results: readonly RowResult[] }) {
  const refused = results.filter(({ problem }) => problem !== undefined);
  return (
    <Alert
      className="note"
      role="status"
      type={refused.length === 0 ? 'success' : 'warning'}
      showIcon
      title={`${done} ${results.length - refused.length} 件${refused.length > 0 ? `,未办 ${refused.length} 件` : ''}`}
      description={
        refused.length > 0 && (
          <ul className="reasons">
            {refused.map(({ key, name, problem }) => (
              <li key={key}>
                {name}:{problem?.titleZh}。{problem?.code && PROBLEM_ADVICE[problem.code as ProblemCode]}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
