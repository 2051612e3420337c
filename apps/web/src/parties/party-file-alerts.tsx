import { poolColumns } from '../cultivation/pool-columns';
import { warningColumns } from '../cultivation/warning-columns';
import { whiteListedColumns } from '../cultivation/white-listed-columns';
import { holdColumns } from '../holds/hold-columns';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { type PartyFile, ShortList, Together, usePartyList } from './party-file';

const NAMED = ['party', 'county'] as const;

/** What holds cases and payments of a party, and whether it may grow above scale or fall below it. */
export default function PartyFileAlerts({ file }: { file: PartyFile }) {
  const regionName = useRegionNames();
  const holds = usePartyList(file, 'holds', (query, signal) =>
    valueOf(api.GET('/api/v1/holds', { params: { query }, signal })),
  );
  const warnings = usePartyList(file, 'warnings', (query, signal) =>
    valueOf(api.GET('/api/v1/scale-warnings', { params: { query }, signal })),
  );
  const pool = usePartyList(file, 'pool', (query, signal) =>
    valueOf(api.GET('/api/v1/cultivation-pool', { params: { query }, signal })),
  );
  const listed = usePartyList(file, 'whiteLists', (query, signal) =>
    valueOf(api.GET('/api/v1/white-lists/enterprises', { params: { query }, signal })),
  );
  return (
    <Together queries={[holds, warnings, pool, listed]}>
      <ShortList
        {...{ file, part: 'holds', query: holds, columns: holdColumns(regionName) }}
        title="信用、处罚和登记变化引起的暂停"
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/holds"
        empty="您可查看的范围内没有暂停的申报或付款。"
      />
      <ShortList
        {...{ file, part: 'warnings', query: warnings, columns: warningColumns(regionName) }}
        title="退规预警"
        without={NAMED}
        keyOf={({ partyId }) => partyId}
        exportPath="/api/v1/exports/scaleWarnings"
        empty="不在退规预警名单。"
      />
      <ShortList
        {...{ file, part: 'pool', query: pool, columns: poolColumns(regionName) }}
        title="小升规培育库"
        without={NAMED}
        keyOf={({ partyId }) => partyId}
        exportPath="/api/v1/exports/pool"
        empty="不在小升规培育库。"
      />
      <ShortList
        {...{ file, part: 'whiteLists', query: listed, columns: whiteListedColumns(regionName) }}
        title="白名单"
        without={NAMED}
        keyOf={({ partyId }) => partyId}
        exportPath="/api/v1/exports/whiteListed"
        empty="不在现行白名单上。"
      />
    </Together>
  );
}
