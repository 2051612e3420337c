import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ClaimsForm } from '../applications/claims-form';
import { useCalculation } from '../applications/needed-facts';
import { useMyParties, usePartyFacts } from '../parties/my-parties';
import { PageFrame, Panel } from '../pieces/page-frame';
import { codeOf } from '../pieces/problem-code';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';
import { audiencesOf } from '../shell/audiences';
import { useSession } from '../shell/session';
import { ClauseFacts } from './clause-facts';
import { type Clause } from './clauses';
import { placeOf } from './jurisdiction';

/** One clause: where it stands, what it pays, on what conditions, who bears it; and whether it fits oneself. */
export default function ClausePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['clauses', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/clauses/{id}', { params: { path: { id } }, signal })),
    retry: (times, error) => times < 2 && codeOf(error) === null,
  });
  return (
    <PageFrame title={query.data?.title ?? '政策条款'}>
      {codeOf(query.error) === 'not-found' ? (
        <div className="empty">
          没有找到这一条款,它可能已不再执行。<Link to="/policies">到政策超市查找</Link>
        </div>
      ) : (
        <Read query={query} rows={14}>
          {(clause) => (
            <div className="columns columns-even" key={id}>
              <ClauseFacts clause={clause} />
              {clause.formula === null ? (
                <Panel title="试算">
                  <p className="muted">{clause.notPayable ?? '本条款不计算金额。'}</p>
                </Panel>
              ) : (
                <Trial clause={clause} />
              )}
            </div>
          )}
        </Read>
      )}
    </PageFrame>
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
