import { type Shape } from '@duixian/api-client';
import { POLICY_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { AttachOriginal, OriginalLink } from './original-text';
import { TrialPanel } from './trial-panel';
import { VersionActions } from './version-actions';
import { useVersion } from './version-query';
import { inForceInWords } from './in-force';

type Version = Shape<'PolicyTextShape'>;
type Change = Shape<'PolicyDifferenceShape'>['changes'][number];

/** One version: where it stands, what is to be done, what it changes on paper and in money, and its text. */
export default function VersionPage() {
  const { id = '' } = useParams();
  const query = useVersion(id);
  const version = query.data;
  const isOfficer = audiencesOf(useSignedIn()).includes('policy_officer');
  return (
    <PageFrame title={version ? `${version.number} 第 ${version.version} 版` : '政策版本'}>
      <Read query={query} rows={16}>
        {(one) => (
          <>
            <State version={one} />
            {isOfficer && <VersionActions version={one} />}
            <TrialPanel trial={one.trial} run={one.trialRun} />
            {!one.inForce && <Difference id={id} />}
            <Panel title="文件原文">
              <p>
                <OriginalLink policyId={id} original={one.original} />
              </p>
              {isOfficer && <AttachOriginal policyId={id} original={one.original} />}
            </Panel>
            <Panel title="文本">
              <details>
                <summary>条款(YAML)</summary>
                <pre className="as-written">{one.content}</pre>
              </details>
              <details>
                <summary>用例(YAML)</summary>
                <pre className="as-written">{one.cases}</pre>
              </details>
            </Panel>
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function State({ version }: { version: Version }) {
  const { documentId, title, status, inForce, region, publishedAt, validation } = version;
  const lines: readonly [string, string][] = [
    ['制定地', region],
    ['施行', inForceInWords(version)],
    ['发布', publishedAt === null ? '未发布' : momentInWords(publishedAt)],
    ['校验', validation === null ? '未校验' : `${validation.clauses} 条,${validation.cases} 个用例一致`],
    ['试算', version.tried ? '已按真实数据试算' : '未试算'],
    ['校验码', version.contentHash.slice(0, 16)],
  ];
  return (
    <Panel
      title={title}
      extra={
        <span>
          <StateTag labels={POLICY_STATE_LABELS} state={status} />
          {inForce && ' 现行'}
        </span>
      }
    >
      <dl className="pairs">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>文件</dt>
          <dd>
            <Link to={`/documents/${documentId}`}>全部条款和历次版本</Link>
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function Difference({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['policies', 'difference', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/policies/{id}/diff', { params: { path: { id }, query: {} }, signal })),
  });
  return (
    <Panel title="与现行版本的差别">
      <Read query={query} rows={6}>
        {({ changes }) => (
          <DataTable<Change>
            caption="与现行版本的差别"
            rows={changes}
            keyOf={(change) => `${change.clause}/${change.what}/${change.text}`}
            empty="没有差别。"
            columns={[
              { key: 'what', title: '改动', heading: true, render: ({ text }) => text },
              { key: 'article', title: '条款', render: ({ article, clause }) => article ?? clause ?? '全文' },
              { key: 'before', title: '原来', render: ({ before }) => before ?? '—' },
              { key: 'after', title: '现在', render: ({ after }) => after ?? '—' },
            ]}
          />
        )}
      </Read>
    </Panel>
  );
}
