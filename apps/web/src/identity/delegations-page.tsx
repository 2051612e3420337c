import { type Shape } from '@duixian/api-client';
import { DELEGATION_STATE_LABELS, ROLE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useNavigate } from 'react-router';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { dayInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actUnder } from '../shell/on-behalf-of';
import { useSession, useSignedIn } from '../shell/session';
import { GiveDelegation } from './give-delegation';

type Delegation = Shape<'DelegationShape'>;

/** 代理: who reviews in one's name, and in whose name one may review. */
export default function DelegationsPage() {
  const query = useQuery({
    queryKey: ['delegations'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/delegations', { signal })),
  });
  const { grants, onBehalfOf } = useSignedIn();
  const reviews = grants.some(({ role }) => role === 'reviewer') && onBehalfOf === null;
  return (
    <PageFrame title="代理" actions={reviews && <GiveDelegation />}>
      <Read query={query} rows={6}>
        {({ items }) => (
          <>
            <Panel title="委托我代理的">
              <Received items={items.filter(({ mine }) => !mine)} />
            </Panel>
            <Panel title="我委托同事的">
              <Given items={items.filter(({ mine }) => mine)} />
            </Panel>
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function useCommonColumns(): readonly Column<Delegation>[] {
  const regionName = useRegionNames();
  return [
    {
      key: 'duty',
      title: '职责',
      render: ({ role, regionCode }) => `${regionName(regionCode)} ${ROLE_LABELS[role]}`,
    },
    {
      key: 'days',
      title: '期间',
      render: ({ fromOn, toOn }) => `${dayInWords(fromOn)} 至 ${dayInWords(toOn)}`,
    },
    { key: 'reason', title: '事由', render: ({ reason }) => reason },
    { key: 'state', title: '状态', render: ({ state }) => DELEGATION_STATE_LABELS[state] },
  ];
}

function Received({ items }: { items: readonly Delegation[] }) {
  const common = useCommonColumns();
  const { refresh, session } = useSession();
  const navigate = useNavigate();
  const begin = async (id: string): Promise<void> => {
    actUnder(id);
    await refresh();
    await navigate('/tasks');
  };
  const columns: readonly Column<Delegation>[] = [
    { key: 'delegator', title: '委托人', heading: true, render: ({ delegator }) => delegator.name },
    ...common,
    {
      key: 'act',
      title: '操作',
      render: ({ id, state, delegator }) =>
        state === 'running' &&
        session?.onBehalfOf === null && (
          <Button size="small" onClick={() => void begin(id)} aria-label={`代理${delegator.name}办理`}>
            以其名义办理
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      caption="委托我代理的"
      columns={columns}
      rows={items}
      keyOf={({ id }) => id}
      empty="没有同事委托您代理。"
    />
  );
}

function Given({ items }: { items: readonly Delegation[] }) {
  const common = useCommonColumns();
  const { run, busy, error, again } = useCommand((key: string, id: string) =>
    valueOf(
      api.POST('/api/v1/delegations/{id}/revocation', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
      }),
    ),
  );
  const columns: readonly Column<Delegation>[] = [
    { key: 'delegate', title: '代理人', heading: true, render: ({ delegate }) => delegate.name },
    ...common,
    {
      key: 'act',
      title: '操作',
      render: ({ id, state }) =>
        (state === 'running' || state === 'coming') && (
          <Popconfirm title="撤销后代理立即停止。" okText="撤销" onConfirm={() => run(id)}>
            <Button size="small" danger loading={busy}>
              撤销
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <>
      {error !== null && error !== undefined && <ProblemNote error={error} retry={again} />}
      <DataTable
        caption="我委托同事的"
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        empty="您没有委托同事代理。"
      />
    </>
  );
}
