import { awardColumns } from '../funds/award-columns';
import { paymentColumns } from '../funds/payment-columns';
import { recoveryColumns } from '../funds/recovery-columns';
import { useRegionNames } from '../pieces/regions';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { type PartyFile, ShortList, Together, usePartyList } from './party-file';

/** What a party was awarded and paid, and what is demanded back from it. */
export default function PartyFileMoney({ file }: { file: PartyFile }) {
  const regionName = useRegionNames();
  const clauseById = useClauseById();
  const awards = usePartyList(file, 'awards', (query, signal) =>
    valueOf(api.GET('/api/v1/awards', { params: { query }, signal })),
  );
  const payments = usePartyList(file, 'payments', (query, signal) =>
    valueOf(api.GET('/api/v1/payments', { params: { query }, signal })),
  );
  const recoveries = usePartyList(file, 'recoveries', (query, signal) =>
    valueOf(api.GET('/api/v1/recoveries', { params: { query }, signal })),
  );
  return (
    <Together queries={[awards, payments, recoveries]}>
      <ShortList
        {...{ file, part: 'awards', query: awards }}
        columns={awardColumns(regionName, (clause) => clauseById(clause)?.title ?? clause)}
        title="核定奖补"
        without={['county']}
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/awards"
        empty="没有核定的奖补。"
      />
      <ShortList
        {...{ file, part: 'payments', query: payments, columns: paymentColumns(regionName, '/cases') }}
        title="付款"
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/payments"
        empty="您可查看的财政没有付款。"
      />
      <ShortList
        {...{ file, part: 'recoveries', query: recoveries, columns: recoveryColumns(regionName) }}
        title="追回"
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/recoveries"
        empty="没有追回。"
      />
    </Together>
  );
}
