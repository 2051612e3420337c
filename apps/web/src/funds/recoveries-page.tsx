import { RECOVERY_STATE_LABELS, type RecoveryState } from '@duixian/workflow';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Recovery, recoveryColumns } from './recovery-columns';

/** What is demanded back, from whom, until when, and how much of it is met; to the enterprise, what is demanded of it. */
export default function RecoveriesPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const isClerk = audiencesOf(useSignedIn()).includes('enterprise');
  return (
    <PageFrame title="追回">
      <p className="muted">
        {isClerk
          ? '下列款项经核实不应支付。请在期限内退缴到付款财政的账户,转账时注明追回编号;也可以同意从以后的奖补中抵扣。'
          : '追回由付款财政的经办人提出、复核人同意,通知企业限期退缴。退缴、经企业同意的抵扣和核销都由两人办理;办理过该笔奖补的人不得核销。'}
      </p>
      <ListPage<Recovery>
        caption="追回"
        queryKey={['recoveries']}
        read={(page, { state, overdue, reversing, ...filters }, signal) =>
          valueOf(
            api.GET('/api/v1/recoveries', {
              params: {
                query: {
                  ...page,
                  ...filters,
                  ...(state ? { state: state as RecoveryState } : {}),
                  ...(overdue ? { overdue: overdue === 'true' } : {}),
                  ...(reversing ? { reversing: reversing === 'true' } : {}),
                },
              },
              signal,
            }),
          )
        }
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(RECOVERY_STATE_LABELS) },
          { kind: 'choice', name: 'overdue', label: '期限', options: [{ value: 'true', label: '已逾期' }] },
          ...(isClerk
            ? []
            : [
                {
                  ...{ kind: 'choice' as const, name: 'reversing', label: '退缴冲回' },
                  options: [{ value: 'true', label: '待复核' }],
                },
                { kind: 'choice' as const, name: 'regionCode', label: '付款财政', options: regions },
              ]),
        ]}
        columns={recoveryColumns(regionName)}
        exportPath="/api/v1/exports/recoveries"
        keyOf={({ id }) => id}
        empty={isClerk ? '没有需要退缴的款项。' : '还没有追回。错付的款项在“付款”页面提出追回。'}
      />
    </PageFrame>
  );
}
