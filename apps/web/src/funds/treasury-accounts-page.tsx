import { type Shape } from '@duixian/api-client';
import { permit } from '@duixian/workflow';
import { App, Button } from 'antd';
import { useState } from 'react';
import { type Column } from '../pieces/columns';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { ProposeTreasuryAccount } from './propose-treasury-account';

type Account = Shape<'TreasuryAccountShape'>;
type Wish = { action: Account['allowedActions'][number]; note?: string };

const STATE_LABELS = {
  present: '现用',
  pending: '待复核',
  confirmed: '已停用',
  refused: '不同意',
  withdrawn: '已撤回',
} as const;
const STATE_TONES = {
  present: 'paid',
  pending: 'returned',
  confirmed: 'neutral',
  refused: 'neutral',
  withdrawn: 'neutral',
} as const;

/** Every version of the accounts that treasuries pay from; the maker proposes another, a checker confirms it. */
export default function TreasuryAccountsPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const actor = actorOf(useSignedIn());
  const own = regions.filter(
    ({ value }) => permit(actor, 'treasuryAccount.propose', { regionPath: [value] }).allowed,
  );
  const [proposing, setProposing] = useState(false);
  return (
    <PageFrame
      title="财政账户"
      actions={
        own.length > 0 && !proposing ? (
          <Button type="primary" onClick={() => setProposing(true)}>
            提出账户
          </Button>
        ) : undefined
      }
    >
      <p className="muted">
        财政付款和收回款项所用的账户。由经办人提出、复核人对照开户批复确认后启用;原账户还有在途付款时,不能启用新账号。
      </p>
      {proposing && <ProposeTreasuryAccount treasuries={own} close={() => setProposing(false)} />}
      <ListPage<Account>
        caption="财政账户"
        queryKey={['treasury-accounts']}
        exportPath="/api/v1/exports/treasuryAccounts"
        read={(page, { regionCode }, signal) =>
          valueOf(
            api.GET('/api/v1/treasury-accounts', {
              params: { query: { ...page, ...(regionCode ? { regionCode } : {}) } },
              signal,
            }),
          )
        }
        filters={[{ kind: 'choice', name: 'regionCode', label: '财政', options: regions }]}
        columns={columnsOf(regionName)}
        keyOf={({ id }) => id}
        empty="还没有登记财政账户。没有账户的财政不能付款。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Account>[] => [
  { key: 'region', title: '财政', heading: true, render: ({ regionCode }) => regionName(regionCode) },
  {
    key: 'account',
    title: '户名和账号',
    render: ({ accountName, accountNumber }) => (
      <>
        {accountName}
        <div className="amount">{accountNumber}</div>
      </>
    ),
  },
  {
    key: 'bank',
    title: '开户行',
    render: ({ bankName, bankCode, bankCodeListedOn }) =>
      bankName === null ? (
        <span className="small">未登记,其他级次不能归还先行拨付</span>
      ) : (
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
    key: 'why',
    title: '文号与理由',
    render: ({ proposedAt, documentNumber, note }) =>
      proposedAt === null ? (
        '系统启用时登记'
      ) : (
        <>
          {documentNumber}
          <div className="muted small">{note}</div>
        </>
      ),
  },
  {
    key: 'state',
    title: '状态',
    render: ({ state, present, decidedAt, decisionNote }) => (
      <>
        <ToneTag
          tone={STATE_TONES[present ? 'present' : state]}
          words={STATE_LABELS[present ? 'present' : state]}
        />
        {decidedAt !== null && <div className="muted small">{momentInWords(decidedAt)}</div>}
        {decisionNote !== null && <div className="small">{decisionNote}</div>}
      </>
    ),
  },
  { key: 'act', title: '办理', render: (account) => <Act account={account} /> },
];

/** A checker confirms or refuses what a maker proposed; the maker takes it back. */
function Act({ account }: { account: Account }) {
  const { message, modal } = App.useApp();
  const [ending, setEnding] = useState<'refuse' | 'withdraw' | null>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, body: Wish) =>
      valueOf(
        api.POST('/api/v1/treasury-accounts/{id}/actions', {
          params: { path: { id: account.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ state }) => {
      setEnding(null);
      void message.success(state === 'confirmed' ? '已启用,此后放款从该账户付出。' : '已办理。');
    },
  );
  const { state, allowedActions, proposedByYou, accountName, accountNumber, bankName } = account;
  if (state !== 'pending') return null;
  const confirm = (): void => {
    modal.confirm({
      title: '启用这个财政账户?',
      content: (
        <p>
          {accountName} {accountNumber},{bankName}。请与开户批复逐位核对。
        </p>
      ),
      okText: '核对一致,启用',
      cancelText: '返回',
      onOk: () => run({ action: 'confirm' }),
    });
  };
  return (
    <>
      {proposedByYou && <div className="muted small">由您提出,须由另一人复核</div>}
      {ending === null && (
        <div className="page-actions">
          {allowedActions.includes('confirm') && (
            <Button size="small" type="primary" loading={busy} onClick={confirm}>
              启用
            </Button>
          )}
          {allowedActions.includes('refuse') && (
            <Button size="small" disabled={busy} onClick={() => setEnding('refuse')}>
              不同意
            </Button>
          )}
          {allowedActions.includes('withdraw') && (
            <Button size="small" disabled={busy} onClick={() => setEnding('withdraw')}>
              撤回
            </Button>
          )}
          {allowedActions.length === 0 && <span className="muted">待复核</span>}
        </div>
      )}
      {ending !== null && (
        <ReasonForm
          id={`treasury-account-${account.id}`}
          label={ending === 'refuse' ? '不同意原因' : '撤回原因'}
          confirm={ending === 'refuse' ? '确认不同意' : '确认撤回'}
          danger
          busy={busy}
          send={(note) => run({ action: ending, note })}
          back={() => setEnding(null)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
