import { PAYEE_ACCOUNT_STATE_LABELS } from '@duixian/workflow';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { AccountActions } from './account-actions';
import { type AccountVersion, STANDING_TONES, STANDING_WORDS, useAccounts } from './accounts';
import { type Party } from './my-parties';
import { ProposeAccount } from './propose-account';

/** The account that is paid on now, what is to take its place and when, and what was before. */
export function PayeeAccounts({ party }: { party: Party }) {
  const query = useAccounts(party.id);
  const [proposing, setProposing] = useState(false);
  const items = query.data?.items ?? [];
  const waits = items.some(({ standing }) => standing === 'waiting');
  return (
    <Panel
      title="收款账户"
      extra={
        !proposing &&
        !waits &&
        query.data && (
          <Button onClick={() => setProposing(true)}>{items.length === 0 ? '登记账户' : '变更账户'}</Button>
        )
      }
    >
      <p className="muted">
        账户由一人提出、另一人确认,确认后过冷静期才用于付款;企业只有一名经办人的,由所在县区财政经办人确认。冷静期内发现有误的,可停止启用,仍按原账户付款。
      </p>
      {proposing && <ProposeAccount party={party} close={() => setProposing(false)} />}
      <Read query={query} rows={4}>
        {({ items: versions }) => <Versions partyId={party.id} versions={versions} />}
      </Read>
    </Panel>
  );
}

function Versions({ partyId, versions }: { partyId: string; versions: readonly AccountVersion[] }) {
  const current = versions.find(({ standing }) => standing === 'current');
  return (
    <>
      {!current && (
        <Alert
          type="warning"
          showIcon
          title="还没有可用的收款账户"
          description="没有生效的账户不能提交申报、不能收款。请登记账户并由第二人确认。"
        />
      )}
      {versions.length > 0 && (
        <DataTable
          caption="收款账户各版本"
          rows={versions}
          columns={columnsOf(partyId)}
          keyOf={({ id }) => id}
        />
      )}
    </>
  );
}

/** When a version counts, or why it never did. */
function when({ standing, proposedAt, confirmedAs, effectiveOn, endReason, state }: AccountVersion): string {
  const by =
    confirmedAs === 'treasury'
      ? '财政经办人确认'
      : confirmedAs === 'enterprise'
        ? '企业第二人确认'
        : '已核验';
  switch (standing) {
    case 'waiting':
      return `${momentInWords(proposedAt)} 提出`;
    case 'cooling':
      return `${by},${effectiveOn} 起用于付款`;
    case 'ended':
      return `${PAYEE_ACCOUNT_STATE_LABELS[state]}:${endReason}`;
    default:
      return `${by},${effectiveOn} 起`;
  }
}

const columnsOf = (partyId: string): readonly Column<AccountVersion>[] => [
  {
    key: 'account',
    title: '户名和账号',
    heading: true,
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
    render: ({ bankName, bankCode }) => (
      <>
        {bankName}
        <div className="muted small">{bankCode}</div>
      </>
    ),
  },
  {
    key: 'standing',
    title: '状态',
    render: ({ standing }) => <ToneTag tone={STANDING_TONES[standing]} words={STANDING_WORDS[standing]} />,
  },
  { key: 'when', title: '何时', render: when },
  {
    key: 'act',
    title: '操作',
    render: (account) =>
      account.standing === 'waiting' || account.allowedActions.length > 0 ? (
        <AccountActions partyId={partyId} account={account} />
      ) : (
        '—'
      ),
  },
];
