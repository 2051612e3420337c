import { type Shape } from '@duixian/api-client';
import { Tag } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { Panel } from '../pieces/page-frame';
import { ClauseReadings } from './clause-readings';
import { KIND_WORDS, TREATMENT_WORDS } from './clause-words';
import { sinceInWords } from './in-force';
import { OriginalLink } from './original-text';
import { useClauseById } from './clauses';

type Clause = Shape<'ClauseDetailShape'>;

/** What a clause says, in words: where it stands, conditions, amount, bounds, who pays, what else concerns it. */
export function ClauseFacts({ clause }: { clause: Clause }) {
  const { document, article, trigger, conditions } = clause;
  const asked = [...(trigger === null || trigger === '' ? [] : [trigger]), ...conditions].filter(Boolean);
  return (
    <div>
      <Panel title="条款">
        <dl className="pairs">
          <Pair name="出处">
            <Link to={`/documents/${document.id}`}>
              {document.title}({document.number})
            </Link>{' '}
            {article}
          </Pair>
          <Pair name="文件原文">
            <OriginalLink policyId={clause.policyId} original={clause.original} />
          </Pair>
          <Pair name="编号">{clause.id}</Pair>
          <Pair name="类别">
            {KIND_WORDS[clause.kind] ?? clause.kind}{' '}
            <Tag className={`state state-${clause.payable ? 'success' : 'neutral'}`}>
              {clause.payable ? '可兑付' : '不直接兑付'}
            </Tag>
          </Pair>
          <Pair name="办理方式">{TREATMENT_WORDS[clause.treatment] ?? clause.treatment}</Pair>
          {clause.notPayable !== null && <Pair name="不兑付的原因">{clause.notPayable}</Pair>}
          <Pair name="施行">{sinceInWords(clause.effectiveFrom)}</Pair>
          {(clause.validFrom !== null || clause.validTo !== null) && (
            <Pair name="文件写明的期限">
              {clause.validFrom ?? '印发'} 至 {clause.validTo ?? '另行通知'}
            </Pair>
          )}
        </dl>
      </Panel>
      {clause.formula !== null && (
        <Panel title="条件与金额">
          {asked.length > 0 && (
            <>
              <h3>须同时满足</h3>
              <ul className="reasons">
                {asked.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </>
          )}
          <dl className="pairs">
            <Pair name="金额">
              {clause.amountFen === null ? clause.formula : <Amount fen={clause.amountFen} strong />}
            </Pair>
            {clause.cap !== null && <Pair name="上限">{clause.cap}</Pair>}
            {clause.subject !== null && <Pair name="兑付次数">{clause.subject}</Pair>}
            {clause.fundingText !== null && <Pair name="资金分担">{clause.fundingText}</Pair>}
          </dl>
        </Panel>
      )}
      <Relations clause={clause} />
      <ClauseReadings clause={clause} />
    </div>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const RELATIONS = [
  ['stackedWith', '从高不重复:与下列条款只兑付最高的一项'],
  ['toppedUpBy', '可以叠加'],
  ['repeatedBy', '下列条款是重复表述,只兑付一次'],
  ['repeats', '重申下列条款,以其为准'],
  ['governedBy', '按下列规定执行'],
  ['governs', '下列条款按本规定执行'],
] as const;

/** Other clauses that it has to do with. */
function Relations({ clause }: { clause: Clause }) {
  const shown = RELATIONS.filter(([name]) => clause[name].length > 0);
  if (shown.length === 0 && clause.addsTo === null) return null;
  return (
    <Panel title="与其他条款的关系">
      <dl className="pairs">
        {clause.addsTo !== null && (
          <Pair name="叠加于">
            <ClauseLinks ids={[clause.addsTo]} />
          </Pair>
        )}
        {shown.map(([name, words]) => (
          <Pair key={name} name={words}>
            <ClauseLinks ids={clause[name]} />
          </Pair>
        ))}
      </dl>
    </Panel>
  );
}

function ClauseLinks({ ids }: { ids: readonly string[] }) {
  const clauseById = useClauseById();
  return (
    <>
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && '、'}
          {clauseById(id) ? <Link to={`/clauses/${id}`}>{clauseById(id)?.title}</Link> : id}
        </span>
      ))}
    </>
  );
}
