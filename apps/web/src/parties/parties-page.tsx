import { type Shape } from '@duixian/api-client';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { PartyName } from './party-name';

type Listed = Shape<'ListedPartyShape'>;

/** 企业档案: whoever is registered in an officer's place, found by a part of name or code. */
export default function PartiesPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  return (
    <PageFrame title="企业档案">
      <ListPage<Listed>
        caption="企业档案"
        queryKey={['party-files']}
        read={(page, { countyCode, search }, signal) => {
          const query = { ...page, ...(countyCode ? { countyCode } : {}), ...(search ? { search } : {}) };
          return valueOf(api.GET('/api/v1/party-files', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'text', name: 'search', label: '查找', hint: '企业名称或信用代码' },
          { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
        ]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/parties"
        keyOf={({ partyId }) => partyId}
        empty="管辖范围内还没有登记企业。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Listed>[] => [
  { key: 'party', title: '名称', heading: true, width: 260, render: (row) => <PartyName {...row} /> },
  { key: 'county', title: '县区', width: 120, render: ({ countyCode }) => regionName(countyCode) },
  { key: 'registered', title: '成立日期', width: 120, render: ({ registeredOn }) => registeredOn ?? '—' },
];
