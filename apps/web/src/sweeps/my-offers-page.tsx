import { type Shape } from '@duixian/api-client';
import { stateReasonInWords } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { Amount, AmountInFull } from '../pieces/amount';
import { ListPage } from '../pieces/list-page';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Summary = Shape<'OfferSummaryShape'>;
type Offer = Shape<'OfferShape'>;

/** 免申即享: what one's enterprise is owed without applying, each with why and where to; one click takes it. */
export default function MyOffersPage() {
  const open = useQuery({
    queryKey: ['offers', 'open'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/offers', { params: { query: { state: 'open', limit: 50 } }, signal })),
  });
  return (
    <PageFrame title="免申即享">
      <Panel title="您可以领取">
        <p className="muted">
          以下奖补由系统依据认定名单和部门数据主动核定,无需申报:核对金额、依据和收款账户,一键确认即可。
        </p>
        <Read query={open} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="empty">
                目前没有待确认的推送。也可以在<Link to="/calls">申报通知</Link>中主动申报,或用
                <Link to="/calculator">政策计算器</Link>试算。
              </div>
            ) : (
              items.map((offer) => <OfferCard key={offer.id} summary={offer} />)
            )
          }
        </Read>
      </Panel>
      <ListPage<Summary>
        caption="推送记录"
        queryKey={['offers', 'all']}
        read={(query, _filters, signal) => valueOf(api.GET('/api/v1/offers', { params: { query }, signal }))}
        columns={[
          { key: 'call', title: '事项', heading: true, width: 220, render: ({ call }) => call.title },
          { key: 'applicant', title: '企业名称', render: ({ applicant }) => applicant.registeredName },
          {
            key: 'amount',
            title: '金额',
            align: 'right',
            width: 140,
            render: ({ amountFen }) => <Amount fen={amountFen} />,
          },
          {
            key: 'state',
            title: '状态',
            width: 100,
            render: ({ state, stateZh }) => <ToneTag tone={TONES[state] ?? state} words={stateZh} />,
          },
          { key: 'expires', title: '确认期限', width: 120, render: ({ expiresOn }) => expiresOn },
          {
            key: 'case',
            title: '办理',
            width: 100,
            render: ({ applicationId }) =>
              applicationId === null ? '—' : <Link to={`/applications/${applicationId}`}>查看办理</Link>,
          },
        ]}
        keyOf={({ id }) => id}
        empty="还没有推送记录。"
      />
    </PageFrame>
  );
}

const TONES: Readonly<Record<string, string>> = {
  open: 'in_review',
  confirmed: 'paid',
  declined: 'neutral',
  expired: 'returned',
  withdrawn: 'returned',
};

function OfferCard({ summary }: { summary: Summary }) {
  const query = useQuery({
    queryKey: ['offers', summary.id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/offers/{id}', { params: { path: { id: summary.id } }, signal })),
  });
  return (
    <article className="result" aria-label={`推送:${summary.call.title}`}>
      <div className="result-head">
        <h3>{summary.call.title}</h3>
        <Amount fen={summary.amountFen} strong />
      </div>
      <p className="muted small">
        {summary.applicant.registeredName} · 请于 {summary.expiresOn}(含)前确认
      </p>
      <Read query={query} rows={6}>
        {(offer) => <OfferBody offer={offer} />}
      </Read>
    </article>
  );
}

function OfferBody({ offer }: { offer: Offer }) {
  const { payeeAccount } = offer;
  return (
    <>
      {offer.reasons.map(({ clause, article, title, amountFen, explanation }) => (
        <section key={clause} aria-label={title}>
          <p>
            <Link to={`/clauses/${clause}`}>{title}</Link>({article}):
            <Amount fen={amountFen} />
          </p>
          <p className="muted">{explanation}</p>
        </section>
      ))}
      <p>
        收款账户:
        {payeeAccount === null
          ? '尚未登记'
          : `${payeeAccount.accountName} ${payeeAccount.bankName} ${payeeAccount.maskedNumber}`}
        {payeeAccount?.verified === false && <strong>(尚未核验,核验后才能确认)</strong>}{' '}
        <Link to="/party">查看账户</Link>
      </p>
      <Decide offer={offer} />
    </>
  );
}

function Decide({ offer }: { offer: Offer }) {
  return (
    <div className="form-end">
      {offer.allowedActions.includes('confirm') && <Confirm offer={offer} />}
      {offer.allowedActions.includes('decline') && <Decline offer={offer} />}
    </div>
  );
}

/** Shows amount and account once more before it is taken. */
function Confirm({ offer: { id, version, payeeAccount, amountFen } }: { offer: Offer }) {
  const { message, modal } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, _input: null) =>
      valueOf(
        api.POST('/api/v1/offers/{id}/confirm', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { version, ...(payeeAccount ? { accountId: payeeAccount.id } : {}) },
        }),
      ),
    ({ state, reason }) =>
      void (state === 'confirmed'
        ? message.success('已确认,后续由系统和部门办理,可在“我的申报”中查看进度。')
        : message.warning(`未能确认:${reason ? stateReasonInWords(reason) : '核定结果已变化,推送已撤回。'}`)),
  );
  const ask = (): void =>
    void modal.confirm({
      title: '确认领取?',
      content: (
        <>
          <p>
            金额:
            <AmountInFull fen={amountFen} />
          </p>
          <p>
            收款账户:{payeeAccount?.accountName} {payeeAccount?.maskedNumber}
          </p>
        </>
      ),
      okText: '确认领取',
      onOk: () => run(null),
    });
  return (
    <>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button type="primary" loading={busy} disabled={payeeAccount?.verified !== true} onClick={ask}>
        一键确认
      </Button>
    </>
  );
}

function Decline({ offer: { id, version } }: { offer: Offer }) {
  const { message, modal } = App.useApp();
  const reason = useRef('');
  const { run, busy, error, again } = useCommand(
    (key: string, why: string) =>
      valueOf(
        api.POST('/api/v1/offers/{id}/decline', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { version, reason: why },
        }),
      ),
    () => void message.success('已放弃这笔推送。'),
  );
  const ask = (): void =>
    void modal.confirm({
      title: '放弃这笔奖补?',
      content: (
        <>
          <p>放弃后系统不再推送这一事项。</p>
          <Input
            aria-label="放弃原因"
            placeholder="原因(必填)"
            maxLength={500}
            onChange={({ target }) => {
              reason.current = target.value;
            }}
          />
        </>
      ),
      okText: '放弃',
      okButtonProps: { danger: true },
      // Taking `close` keeps the dialog open, with what was typed, until there is a reason.
      onOk: (close: () => void) => {
        const why = reason.current.trim();
        if (why === '') return void message.warning('请填写放弃原因。');
        run(why);
        close();
      },
    });
  return (
    <>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button loading={busy} onClick={ask}>
        放弃
      </Button>
    </>
  );
}
