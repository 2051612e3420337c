import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { type ScaleWarning, WARNING_STATES, warningColumns } from './warning-columns';

/** 退规预警: enterprises above scale that may fall below it this year, with the figures and their days. */
export default function WarningsPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  return (
    <PageFrame title="退规预警">
      <p className="muted">
        规模以上工业企业本年累计营业收入,与年度标准按天折算的时序标准比较:低于时序标准的预警,高出不到一成的提示;没有近期累计数据的,须补充数据,不作判断。
      </p>
      <ListPage<ScaleWarning>
        caption="退规预警"
        queryKey={['scale-warnings']}
        read={(page, { countyCode, state }, signal) => {
          const query = {
            ...page,
            ...(countyCode ? { countyCode } : {}),
            ...(state ? { state: state as ScaleWarning['state'] } : {}),
          };
          return valueOf(api.GET('/api/v1/scale-warnings', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
          {
            kind: 'choice',
            name: 'state',
            label: '预警',
            options: Object.entries(WARNING_STATES).map(([value, { words }]) => ({ value, label: words })),
          },
        ]}
        columns={warningColumns(regionName)}
        exportPath="/api/v1/exports/scaleWarnings"
        keyOf={({ partyId }) => partyId}
        empty="没有需要预警的企业。"
      />
    </PageFrame>
  );
}
