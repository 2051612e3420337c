import { type Shape } from '@duixian/api-client';
import { POLICY_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { audiencesOf } from '../shell/audiences';
import { useSession } from '../shell/session';
import { KIND_WORDS, TREATMENT_WORDS } from './clause-words';
import { inForceInWords } from './in-force';
import { OriginalLink } from './original-text';
import { type Clause, useClauses } from './clauses';

type Version = Shape<'PolicyShape'>;

/** One document: its versions with their days, and every clause of the one in force. */
export default function DocumentPage() {
  const { id = '' } = useParams();
  const versions = useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/policies', { signal })),
  });
  const own = versions.data?.items.filter(({ documentId }) => documentId === id) ?? [];
  const head = own.find(({ inForce }) => inForce) ?? own[0];
  return (
    <PageFrame title={head?.title ?? '政策文件'}>
      <Read query={versions} rows={14}>
        {() =>
          head ? (
            <Content id={id} head={head} versions={own} />
          ) : (
            <div className="empty">
              没有找到这份文件。<Link to="/policies">到政策超市查找</Link>
            </div>
          )
        }
      </Read>
    </PageFrame>
  );
}

function Content({ id, head, versions }: { id: string; head: Version; versions: readonly Version[] }) {
  const clauses = useClauses();
  return (
    <>
      <Panel title="文件">
        <dl className="pairs">
          <div>
            <dt>文号</dt>
            <dd>{head.number}</dd>
          </div>
          <div>
            <dt>制定地</dt>
            <dd>{head.region}</dd>
          </div>
          <div>
            <dt>施行</dt>
            <dd>{inForceInWords(head)}</dd>
          </div>
          <div>
            <dt>文件原文</dt>
            <dd>
              <OriginalLink policyId={head.id} original={head.original} />
            </dd>
          </div>
          <div>
            <dt>文本校验码(SHA-256)</dt>
            <dd className="break">{head.contentHash}</dd>
          </div>
        </dl>
      </Panel>
      <Panel title="历次版本">
        <Versions versions={versions} />
      </Panel>
      <Panel title="条款">
        <Read query={clauses} rows={14}>
          {({ items }) => <Clauses clauses={items.filter(({ document }) => document.id === id)} />}
        </Read>
      </Panel>
    </>
  );
}

function Versions({ versions }: { versions: readonly Version[] }) {
  const { session } = useSession();
  const mayOpen = audiencesOf(session).some((each) => each === 'policy_officer' || each === 'auditor');
  return (
    <DataTable<Version>
      caption="历次版本"
      rows={versions}
      keyOf={(version) => version.id}
      columns={[
        {
          key: 'version',
          title: '版本',
          heading: true,
          render: ({ id: versionId, version }) =>
            mayOpen ? <Link to={`/versions/${versionId}`}>第 {version} 版</Link> : `第 ${version} 版`,
        },
        {
          key: 'status',
          title: '状态',
          render: ({ status, inForce }) => (
            <>
              <StateTag labels={POLICY_STATE_LABELS} state={status} />
              {inForce && ' 现行'}
            </>
          ),
        },
        {
          key: 'period',
          title: '施行',
          render: inForceInWords,
        },
        {
          key: 'published',
          title: '发布',
          render: ({ publishedAt }) => (publishedAt === null ? '未发布' : momentInWords(publishedAt)),
        },
        { key: 'clauses', title: '条款数', align: 'right', render: ({ clauseIds }) => clauseIds.length },
      ]}
    />
  );
}

function Clauses({ clauses }: { clauses: readonly Clause[] }) {
  return (
    <>
      <p className="muted">
        现行 {clauses.length} 条,其中可兑付 {clauses.filter(({ payable }) => payable).length} 条。
      </p>
      <DataTable<Clause>
        caption="条款"
        rows={clauses}
        keyOf={({ id }) => id}
        empty="没有现行条款。"
        columns={[
          {
            key: 'title',
            title: '条款',
            heading: true,
            width: 230,
            render: ({ id, title }) => <Link to={`/clauses/${id}`}>{title}</Link>,
          },
          { key: 'id', title: '编号', width: 130, render: ({ id }) => id },
          { key: 'article', title: '出处', render: ({ article }) => article },
          { key: 'kind', title: '类别', width: 90, render: ({ kind }) => KIND_WORDS[kind] ?? kind },
          {
            key: 'amount',
            title: '金额',
            render: ({ amountFen, formula, cap, treatment }) =>
              amountFen !== null ? (
                <Amount fen={amountFen} />
              ) : (
                [formula, cap].filter(Boolean).join(',') || (TREATMENT_WORDS[treatment] ?? treatment)
              ),
          },
          {
            key: 'payable',
            title: '兑付',
            width: 90,
            render: ({ payable }) => (payable ? '可兑付' : '不发放'),
          },
        ]}
      />
    </>
  );
}
