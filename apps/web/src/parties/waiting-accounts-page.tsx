import { type Shape } from '@duixian/api-client';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { AccountActions } from './account-actions';

type Waiting = Shape<'WaitingAccountShape'>;

/** Accounts that enterprises proposed; where only one person acts for one, the county's finance maker confirms. Confirmed ones may be stopped while they cool. */
export default function WaitingAccountsPage() {
  const regionName = useRegionNames();
  return (
    <PageFrame title="收款账户确认">
      <p className="muted">
        企业有其他经办人的,由其内部第二人确认;只有一名经办人的,由所在县区财政经办人对照开户许可证确认。确认后过冷静期才用于付款,其间发现有误的可停止启用。
      </p>
      <ListPage<Waiting>
        caption="未启用的收款账户"
        queryKey={['payee-accounts']}
        exportPath="/api/v1/exports/waitingAccounts"
        read={(query, _filters, signal) =>
          valueOf(api.GET('/api/v1/payee-accounts', { params: { query }, signal }))
        }
        columns={[
          {
            key: 'party',
            title: '企业',
            heading: true,
            render: ({ registeredName, creditCode }) => (
              <>
                {registeredName}
                <div className="muted small">{creditCode}</div>
              </>
            ),
          },
          { key: 'county', title: '县区', render: ({ countyCode }) => regionName(countyCode) },
          {
            key: 'account',
            title: '户名和账号',
            render: ({ accountName, maskedNumber }) => (
              <>
                {accountName}
                <div className="amount">{maskedNumber}</div>
              </>
            ),
          },
          {
            key: 'bank',
            title: '开户行',
            render: ({ bankName, bankCode, bankCodeListedOn }) => (
              <>
                {bankName}
                <div className="muted small">
                  {bankCode}
                  {bankCodeListedOn && `(联行号表 ${bankCodeListedOn})`}
                </div>
              </>
            ),
          },
          {
            key: 'when',
            title: '进度',
            render: ({ proposedAt, standing, effectiveOn }) =>
              standing === 'cooling'
                ? `冷静期,${effectiveOn} 起用于付款`
                : `${momentInWords(proposedAt)} 提出`,
          },
          { key: 'act', title: '操作', render: (account) => <Act account={account} /> },
        ]}
        keyOf={({ id }) => id}
        empty="没有等待确认或冷静期内的收款账户。"
      />
    </PageFrame>
  );
}

/** What the reader may do with an account that does not count yet, or who does it. */
function Act({ account }: { account: Waiting }) {
  if (account.allowedActions.length > 0)
    return <AccountActions partyId={account.partyId} account={account} />;
  const words =
    account.standing === 'cooling'
      ? '已确认'
      : account.treasuryConfirms
        ? '由所在县区财政经办人确认'
        : '由企业第二人确认';
  return <span className="muted small">{words}</span>;
}
