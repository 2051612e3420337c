import { Button, Input, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { PageFrame } from '../pieces/page-frame';
import { rolesInWords } from '../pieces/people';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { AccessPanel, type AccessProposal } from './access-panel';
import { ChannelPanel } from './channel-panel';
import { CAPACITY_LABELS } from './capacities';
import { NewPersonDialog } from './new-person-dialog';
import { PersonDialog } from './person-dialog';
import { type Person } from './use-person-action';

/** Who is who: roles per region, and for whom clerks act; above it what waits for a second administrator. */
export default function PeoplePage() {
  const [making, setMaking] = useState(false);
  const isAdministrator = audiencesOf(useSignedIn()).includes('administrator');
  const query = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/people', { signal })),
  });
  const waiting = useQuery({
    queryKey: ['access-proposals'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/access-proposals', { signal })),
  });
  return (
    <PageFrame
      title="人员与角色"
      actions={
        isAdministrator && (
          <Button type="primary" onClick={() => setMaking(true)}>
            新建人员
          </Button>
        )
      }
    >
      {making && <NewPersonDialog close={() => setMaking(false)} />}
      <Read query={query} rows={14}>
        {({ items }) => (
          <Read query={waiting} rows={14}>
            {(proposals) => (
              <>
                <AccessPanel waiting={proposals.items} />
                <WaitingChannels />
                <People people={items} waiting={proposals.items} />
              </>
            )}
          </Read>
        )}
      </Read>
    </PageFrame>
  );
}

/** Where the money of a treasury goes waits for the same people. */
function WaitingChannels() {
  const query = useQuery({
    queryKey: ['channel-proposals'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/channel-proposals', { signal })),
  });
  return (
    <Read query={query} rows={2}>
      {({ items }) => <ChannelPanel waiting={items} />}
    </Read>
  );
}

function People({ people, waiting }: { people: readonly Person[]; waiting: readonly AccessProposal[] }) {
  const regionName = useRegionNames();
  const [wanted, setWanted] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const open = people.find(({ id }) => id === openId);
  const found = useMemo(
    () =>
      people.filter((person) =>
        `${person.username} ${person.displayName} ${roleWords(person, regionName)}`.includes(wanted.trim()),
      ),
    [people, wanted, regionName],
  );
  return (
    <>
      <div className="filter-bar" role="search">
        <Input
          aria-label="查找人员"
          className="filter-text"
          placeholder="姓名、账号、角色或地区"
          allowClear
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <span className="muted" aria-live="polite">
          共 {found.length} 人
        </span>
        <ExportButton caption="人员与角色" path="/api/v1/exports/people" values={{}} />
      </div>
      {open && (
        <PersonDialog
          person={open}
          waiting={waiting.filter(({ person }) => person.id === open.id)}
          close={() => setOpenId(null)}
        />
      )}
      <DataTable
        withoutExport
        caption="人员"
        rows={found}
        keyOf={({ id }) => id}
        empty="没有找到。"
        columns={columnsOf(people, regionName, setOpenId)}
      />
    </>
  );
}

const columnsOf = (
  people: readonly Person[],
  regionName: (code: string) => string,
  open: (id: string) => void,
): readonly Column<Person>[] => [
  { key: 'name', title: '姓名', heading: true, render: ({ displayName }) => displayName },
  { key: 'username', title: '账号', render: ({ username }) => username },
  { key: 'roles', title: '角色或代表企业', render: (person) => roleWords(person, regionName) },
  {
    key: 'status',
    title: '状态',
    render: ({ status }) => (
      <Tag className={`state state-${status === 'active' ? 'success' : 'error'}`}>
        {status === 'active' ? '正常' : '停用'}
      </Tag>
    ),
  },
  ...(people.some(({ allowedActions }) => allowedActions.length > 0)
    ? [
        {
          key: 'keep',
          title: '操作',
          render: ({ id, displayName, allowedActions }: Person) =>
            allowedActions.length === 0 ? (
              '—'
            ) : (
              <Button size="small" aria-label={`管理 ${displayName}`} onClick={() => open(id)}>
                管理
              </Button>
            ),
        },
      ]
    : []),
];

const roleWords = ({ grants, actsFor }: Person, regionName: (code: string) => string): string =>
  [
    grants.length > 0 ? rolesInWords(grants, regionName) : '',
    ...actsFor.map(({ name, capacity }) => `${name} ${CAPACITY_LABELS[capacity]}`),
  ]
    .filter((words) => words !== '')
    .join('、') || '尚未授予角色';
