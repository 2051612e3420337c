import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { type WhiteListed, whiteListedColumns } from './white-listed-columns';

/** 白名单企业: enterprises of a reviewer's own place on the lists in force; the lists themselves are the city's. */
export default function WhiteListedPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  return (
    <PageFrame title="白名单企业">
      <p className="muted">
        管辖范围内已列入现行白名单的企业,只供查看。名单由市里的政策人员按登记数据生成、另一人审定;发现不符的,请更正登记数据后由市里重新生成。
      </p>
      <ListPage<WhiteListed>
        caption="白名单企业"
        queryKey={['white-listed']}
        read={(page, { countyCode }, signal) => {
          const query = { ...page, ...(countyCode ? { countyCode } : {}) };
          return valueOf(api.GET('/api/v1/white-lists/enterprises', { params: { query }, signal }));
        }}
        filters={[{ kind: 'choice', name: 'countyCode', label: '县区', options: counties }]}
        columns={whiteListedColumns(regionName)}
        exportPath="/api/v1/exports/whiteListed"
        keyOf={({ partyId }) => partyId}
        empty="管辖范围内没有企业在现行白名单上。"
      />
    </PageFrame>
  );
}
