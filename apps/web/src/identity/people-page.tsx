import { type Shape } from '@duixian/api-client';
import { Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../pieces/data-table';
import { PageFrame } from '../pieces/page-frame';
import { rolesInWords } from '../pieces/people';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

type Person = Shape<'PersonShape'>;

/** Who is who: roles per region, and for whom clerks act. */
export default function PeoplePage() {
  const query = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/people', { signal })),
  });
  return (
    <PageFrame title="人员与角色">
      <Read query={query} rows={14}>
        {({ items }) => <People people={items} />}
      </Read>
    </PageFrame>
  );
}

function People({ people }: { people: readonly Person[] }) {
  const regionName = useRegionNames();
  const [wanted, setWanted] = useState('');
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
      </div>
      <DataTable
        caption="人员"
        rows={found}
        keyOf={({ id }) => id}
        empty="没有找到。"
        columns={[
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
        ]}
      />
    </>
  );
}

const roleWords = ({ grants, actsFor }: Person, regionName: (code: string) => string): string =>
  [grants.length > 0 ? rolesInWords(grants, regionName) : '', ...actsFor.map((name) => `${name} 经办人`)]
    .filter((words) => words !== '')
    .join('、');
