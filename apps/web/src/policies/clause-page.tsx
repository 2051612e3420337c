import { Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ClaimsForm } from '../applications/claims-form';
import { useCalculation } from '../applications/needed-facts';
import { useMyParties, usePartyFacts } from '../parties/my-parties';
import { Amount } from '../pieces/amount';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { audiencesOf } from '../shell/audiences';
import { useSession } from '../shell/session';
import { KIND_WORDS, TREATMENT_WORDS } from './clause-words';
import { type Clause, useClauses } from './clauses';
import { placeOf } from './jurisdiction';

/** One clause: where it stands, what it pays and who bears it; and whether it fits oneself. */
export default function ClausePage() {
  const { id = '' } = useParams();
  const query = useClauses();
  const clause = query.data?.items.find((each) => each.id === id);
  return (
    <PageFrame title={clause?.title ?? '政策条款'}>
      <Read query={query} rows={14}>
        {() =>
          clause ? (
            <Content key={id} clause={clause} />
          ) : (
            <div className="empty">
              没有找到这一条款,它可能已不再执行。<Link to="/policies">到政策超市查找</Link>
            </div>
          )
        }
      </Read>
    </PageFrame>
  );
}

const LEVELS: Readonly<Record<string, string>> = { province: '省级', city: '市级', county: '县区级' };

function Content({ clause }: { clause: Clause }) {
  return (
    <div className="columns columns-even">
      <Panel title="条款">
        <dl className="pairs">
          <div>
            <dt>出处</dt>
            <dd>
              {clause.document.title}({clause.document.number}){clause.article}
            </dd>
          </div>
          <div>
            <dt>类别</dt>
            <dd>
              {KIND_WORDS[clause.kind] ?? clause.kind}{' '}
              <Tag className={`state state-${clause.payable ? 'success' : 'neutral'}`}>
                {clause.payable ? '可兑付' : '不直接兑付'}
              </Tag>
            </dd>
          </div>
          <div>
            <dt>办理方式</dt>
            <dd>{TREATMENT_WORDS[clause.treatment] ?? clause.treatment}</dd>
          </div>
          <div>
            <dt>金额</dt>
            <dd>
              {clause.amountFen === null ? '按条款规定计算,见试算' : <Amount fen={clause.amountFen} strong />}
            </dd>
          </div>
          {clause.stackingGroup !== null && (
            <div>
              <dt>从高不重复</dt>
              <dd>同组条款只兑付最高的一项</dd>
            </div>
          )}
          {clause.addsTo !== null && (
            <div>
              <dt>叠加于</dt>
              <dd>
                <Link to={`/clauses/${clause.addsTo}`}>{clause.addsTo}</Link>
              </dd>
            </div>
          )}
          {clause.funding.map(({ article, counties, shares }) => (
            <div key={`${article}${counties.join()}`}>
              <dt>资金分担</dt>
              <dd>
                {counties.length > 0 && `${counties.join('、')}:`}
                {shares.map(({ level, share }) => `${LEVELS[level] ?? level} ${share}`).join(',')}
                <span className="muted small">({article})</span>
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Trial clause={clause} />
    </div>
  );
}

/** What the clause says about somebody in its place, with what is known of one's own enterprise. */
function Trial({ clause }: { clause: Clause }) {
  const { session } = useSession();
  const isClerk = audiencesOf(session).includes('enterprise');
  return isClerk ? <OwnTrial clause={clause} /> : <PlainTrial clause={clause} known={NOTHING} />;
}

const NOTHING: Readonly<Record<string, unknown>> = {};

function OwnTrial({ clause }: { clause: Clause }) {
  const parties = useMyParties();
  const facts = usePartyFacts(parties.data?.items[0]?.id);
  return (
    <Read query={facts} rows={10}>
      {({ items }) => (
        <PlainTrial
          clause={clause}
          known={Object.fromEntries(items.map(({ name, value }) => [name, value as unknown]))}
        />
      )}
    </Read>
  );
}

function PlainTrial({ clause, known }: { clause: Clause; known: Readonly<Record<string, unknown>> }) {
  const [claims, setClaims] = useState<Readonly<Record<string, unknown>>>({});
  const bare = useCalculation(NOTHING);
  const own = Object.keys(known).length > 0;
  const inPlace = useMemo(() => {
    const result = bare.data?.results.find(({ clause: id }) => id === clause.id);
    return own || !result ? known : placeOf(result);
  }, [bare.data, clause.id, known, own]);
  if (!own && bare.data === undefined) return <Panel title="需要填报的数据">正在读取…</Panel>;
  return (
    <div>
      <p className="muted">
        {own
          ? '已带入平台掌握的本企业数据,补充下列数据即可试算。'
          : `按企业在${Object.values(inPlace).join('、') || '本条款适用地区'}试算,填写下列数据。`}
      </p>
      <ClaimsForm
        clauseIds={[clause.id]}
        known={inPlace}
        claims={claims}
        onChange={setClaims}
        everything={!own}
      />
    </div>
  );
}
