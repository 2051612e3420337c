import { type Shape } from '@duixian/api-client';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { ToneTag } from '../pieces/state-tag';
import { STATUS_WORDS } from './result-card';

type Ladder = Shape<'LadderShape'>;
type Rung = Shape<'LadderRungShape'>;
type Award = Shape<'LadderAwardShape'>;

/** What the next title of the ladder would bring, and what it takes besides. */
export function LadderPanel({ ladder }: { ladder: Ladder }) {
  const { next } = ladder;
  if (next === null) return null;
  return (
    <details className="fold">
      <summary>
        再上一级:取得“{next.title}”可以得到什么({next.awards.length} 条)
      </summary>
      <div className="fold-body">
        <p className="muted small">
          按创新型 → 专精特新 → 小巨人 → 单项冠军的次序,假设今天新取得这一称号,其余数据不变。
        </p>
        <Rung rung={next} />
      </div>
    </details>
  );
}

/** One title: what its recognition asks, and what clauses pay for it. */
export function Rung({ rung: { standard, awards } }: { rung: Rung }) {
  return (
    <>
      {standard !== null && <Standard standard={standard} />}
      {awards.map((award) => (
        <OneAward key={award.clause} award={award} />
      ))}
    </>
  );
}

const STATES = {
  met: ['paid', '符合'],
  unmet: ['rejected', '不符合'],
  unknown: ['unknown', '待提供依据'],
} as const;

function Conditions({
  rows,
}: {
  rows: readonly { text: string; state: keyof typeof STATES; known?: string | null }[];
}) {
  return (
    <ul className="reasons">
      {rows.map(({ text, state, known }) => (
        <li key={text}>
          <ToneTag tone={STATES[state][0]} words={STATES[state][1]} /> {text}
          {known !== null && known !== undefined && <span className="muted small">({known})</span>}
        </li>
      ))}
    </ul>
  );
}

function Standard({ standard }: { standard: NonNullable<Rung['standard']> }) {
  const { document, number, article, recogniser, validYears, conditions } = standard;
  return (
    <section aria-label="认定条件">
      <h3>认定条件</h3>
      <p className="muted small">
        《{document}》({number}){article};由{recogniser}认定,有效期 {validYears} 年。以有权部门的认定为准。
      </p>
      <Conditions rows={conditions} />
    </section>
  );
}

function OneAward({ award }: { award: Award }) {
  const { clause, title, number, article, status, amountFen, options, takes, explanation } = award;
  const { conditions } = award;
  // Nothing was determined: the title is only supposed.
  const [words] =
    status === 'determined' ? ['取得后可得'] : STATUS_WORDS[status as keyof typeof STATUS_WORDS];
  return (
    <article className="result">
      <div className="result-head">
        <h3>
          <Link to={`/clauses/${clause}`}>{title}</Link>
        </h3>
        <span>{words}</span>
        {amountFen !== null && <Amount fen={amountFen} strong />}
      </div>
      <p className="muted small">
        {number} {article}
      </p>
      {options.map(({ key, meaning, amountFen: optionFen }) => (
        <p key={key}>
          {meaning}:<Amount fen={optionFen} />
        </p>
      ))}
      {takes.length > 0 ? (
        <>
          <p>除称号外还须:</p>
          <ul className="reasons">
            {takes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>取得称号即可,没有其他条件。</p>
      )}
      {conditions.length > 0 && (
        <details>
          <summary>条款条件逐项</summary>
          <Conditions rows={conditions} />
        </details>
      )}
      <details>
        <summary>计算过程</summary>
        <p className="explanation">{explanation}</p>
      </details>
    </article>
  );
}
