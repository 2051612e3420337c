import { type Shape } from '@duixian/api-client';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { ToneTag } from '../pieces/state-tag';
import { useVocabulary } from '../facts/vocabulary';
import { useClauseById } from './clauses';
import { isOpen } from './jurisdiction';
import { OpenPoints } from './open-points';

type Result = Shape<'ExplainedResultShape'>;

/** What each outcome means, in words, and how it looks. */
export const STATUS_WORDS: Readonly<Record<Result['status'], readonly [words: string, tone: string]>> = {
  determined: ['符合,金额已核定', 'paid'],
  'needs-evidence': ['还缺数据', 'returned'],
  'needs-decision': ['须人工决定', 'returned'],
  superseded: ['被更高奖励覆盖', 'neutral'],
  'already-paid': ['此前已兑付', 'neutral'],
  refused: ['所作决定不符合规定', 'rejected'],
  'not-triggered': ['不涉及', 'neutral'],
  'not-eligible': ['不符合条件', 'rejected'],
};

/** Where it is open whether a clause concerns somebody at all, a fact is missing; that is no "no". */
const wordsOf = (result: Result): readonly [words: string, tone: string] =>
  result.status === 'not-triggered' && isOpen(result)
    ? ['数据不全,尚不能判断', 'returned']
    : STATUS_WORDS[result.status];

const LEVEL_WORDS = [
  ['province', '省级'],
  ['city', '市级'],
  ['county', '县区级'],
] as const;

/** What one clause says: outcome, amount, why or why not, what is missing, who bears it. */
export function ResultCard({ result, children }: { result: Result; children?: ReactNode }) {
  const clause = useClauseById()(result.clause);
  const { meaningOf } = useVocabulary();
  const { missing = [], reasons = [], options = [] } = result;
  const [words, tone] = wordsOf(result);
  return (
    <article className="result">
      <div className="result-head">
        <h3>
          <Link to={`/clauses/${result.clause}`}>{clause?.title ?? result.clause}</Link>
        </h3>
        <ToneTag tone={tone} words={words} />
        {result.amountFen !== undefined && result.status === 'determined' && (
          <Amount fen={result.amountFen} strong />
        )}
      </div>
      <p className="muted small">
        {/* The line keeps its height while clauses are read. */}
        {clause ? `${clause.document.number} ${clause.article}` : '\u00a0'}
        {result.subject !== undefined && ` · 对象:${result.subject}`}
      </p>
      {missing.length > 0 && (
        <p>
          <strong>需要补充:</strong>
          {missing.map(meaningOf).join('、')}
        </p>
      )}
      {reasons.length > 0 && (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={`${reason.step}${reason.text}`}>
              {reason.text}
              <span className="muted small">({reason.article})</span>
            </li>
          ))}
        </ul>
      )}
      {result.ceilingFen !== undefined && (
        <p>
          最高限额 <Amount fen={result.ceilingFen} />
        </p>
      )}
      <OpenPoints clause={result.clause} options={options} />
      {result.status === 'determined' && <Shares split={result.splitFen} />}
      {result.explanation && (
        <details>
          <summary>计算过程</summary>
          <p className="explanation">{result.explanation}</p>
        </details>
      )}
      {children}
    </article>
  );
}

function Shares({ split }: { split: Result['splitFen'] }) {
  if (split === undefined) return <p className="muted">资金分担:以申报通知的约定为准</p>;
  const borne = LEVEL_WORDS.filter(([level]) => (split[level] ?? 0) > 0);
  return (
    <p>
      资金分担:
      {borne.map(([level, label], index) => (
        <span key={level}>
          {index > 0 && ','}
          {label} <Amount fen={split[level] ?? 0} />
        </span>
      ))}
    </p>
  );
}
