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

const HAN = /\p{Script=Han}/u;

/** What the API says of this very row, where it says it in Chinese. */
const whyNot = ({ detail = '', titleZh = '' }: NonNullable<RowResult['problem']> = {}): string =>
  HAN.test(detail) ? detail : `${titleZh}。`;

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
                {name}:{whyNot(problem)}
                {problem?.code && PROBLEM_ADVICE[problem.code as ProblemCode]}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
