import { type Shape } from '@duixian/api-client';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { AccountActions } from './account-actions';

type Waiting = Shape<'WaitingAccountShape'>;

/** Accounts that enterprises proposed; where only one person acts for one, the county's finance maker confirms. */
export default function WaitingAccountsPage() {
  const regionName = useRegionNames();
  return (
    <PageFrame title="收款账户确认">
      <p className="muted">
        企业有其他经办人的,由其内部第二人确认;只有一名经办人的,由所在县区财政经办人对照开户许可证确认。确认后过冷静期才用于付款。
      </p>
      <ListPage<Waiting>
        caption="待确认的收款账户"
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
          { key: 'when', title: '提出时间', render: ({ proposedAt }) => momentInWords(proposedAt) },
          {
            key: 'act',
            title: '操作',
            render: (account) =>
              account.allowedActions.length > 0 ? (
                <AccountActions partyId={account.partyId} account={account} />
              ) : (
                <span className="muted small">
                  {account.treasuryConfirms ? '由所在县区财政经办人确认' : '由企业第二人确认'}
                </span>
              ),
          },
        ]}
        keyOf={({ id }) => id}
        empty="没有等待确认的收款账户。"
      />
    </PageFrame>
  );
}
