import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { type Award, awardColumns } from './award-columns';

/** Awards with what they are for and which treasuries bear them. */
export default function AwardsPage() {
  const regionName = useRegionNames();
  const clauseById = useClauseById();
  return (
    <PageFrame title="核定奖补">
      <ListPage<Award>
        caption="核定奖补"
        queryKey={['awards']}
        read={(query, _filters, signal) => valueOf(api.GET('/api/v1/awards', { params: { query }, signal }))}
        columns={awardColumns(regionName, (clause) => clauseById(clause)?.title ?? clause)}
        exportPath="/api/v1/exports/awards"
        keyOf={({ id }) => id}
        empty="还没有核定的奖补。"
      />
    </PageFrame>
  );
}
