import { OFFER_STATE_LABELS, type OfferState, stateReasonInWords } from '@duixian/workflow';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { Amount, AmountInFull } from '../pieces/amount';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { dueInWords, endInWords, isOver, type Offer, OFFER_TONES, type OfferSummary } from './offer-words';
import { Ask, QuestionList } from './offer-questions';

/** 免申即享: what one's enterprise is owed without applying, each with why and where to; one click takes it. */
export default function MyOffersPage() {
  return (
    <PageFrame title="免申即享">
      <OpenOffers />
      <ListPage<OfferSummary>
        caption="推送记录"
        queryKey={['offers', 'all']}
        read={(page, { state }, signal) => {
          const query = { ...page, ...(state ? { state: state as OfferState } : {}) };
          return valueOf(api.GET('/api/v1/offers', { params: { query }, signal }));
        }}
        filters={[{ kind: 'choice', name: 'state', label: '状态', options: choicesOf(OFFER_STATE_LABELS) }]}
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
            render: (offer) => (
              <ToneTag tone={OFFER_TONES[offer.state]} words={isOver(offer) ? '已过期限' : offer.stateZh} />
            ),
          },
          {
            key: 'expires',
            title: '确认期限',
            width: 120,
            render: ({ expiresOn, pausedOn }) => (pausedOn === null ? expiresOn : '暂停计时,待答复'),
          },
          {
            key: 'end',
            title: '结束原因',
            width: 220,
            render: (offer) => endInWords(offer) || (isOver(offer) ? OVER : '—'),
          },
          {
            key: 'case',
            title: '办理',
            width: 100,
            render: ({ applicationId }) =>
              applicationId === null ? '—' : <Link to={`/applications/${applicationId}`}>查看办理</Link>,
          },
        ]}
        exportPath="/api/v1/exports/offers"
        keyOf={({ id }) => id}
        empty="还没有推送记录。"
      />
    </PageFrame>
  );
}

/** Said of an offer that can no longer be taken and was not closed yet. */
const OVER =
  '确认期限已过,不能再确认,系统会自动关闭。仍符合条件的,下次比对会再次推送;也可以在“申报通知”中自行申报。';

/** Every card reads its offer: some at a time. */
const CARDS = 20;

function OpenOffers() {
  const open = useInfiniteQuery({
    queryKey: ['offers', 'open'],
    queryFn: ({ pageParam, signal }) => {
      const query = { state: 'open' as const, limit: CARDS, ...(pageParam ? { cursor: pageParam } : {}) };
      return valueOf(api.GET('/api/v1/offers', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Panel title="您可以领取">
      <p className="muted">
        以下奖补由系统依据认定名单和部门数据主动核定,无需申报:核对金额、依据和收款账户,一键确认即可。
      </p>
      <Read query={open} rows={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const totals = pages[0]?.totals ?? { count: 0, amountFen: 0 };
          if (items.length === 0) {
            return (
              <div className="empty">
                目前没有待确认的推送。也可以在<Link to="/calls">申报通知</Link>中主动申报,或用
                <Link to="/calculator">政策计算器</Link>试算。
              </div>
            );
          }
          return (
            <>
              <p role="status">
                共 {totals.count} 项待确认,合计 <Amount fen={totals.amountFen ?? 0} strong />
              </p>
              {items.map((offer) => (
                <OfferCard key={offer.id} summary={offer} />
              ))}
              {open.hasNextPage && (
                <div className="more">
                  <Button loading={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>
                    再看 {Math.min(CARDS, totals.count - items.length)} 项(还有 {totals.count - items.length}{' '}
                    项)
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Read>
    </Panel>
  );
}

function OfferCard({ summary }: { summary: OfferSummary }) {
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
        {summary.applicant.registeredName} ·{' '}
        {summary.pausedOn === null ? `请于 ${summary.expiresOn}(含)前确认,` : ''}
        {dueInWords(summary)}
      </p>
      {isOver(summary) && (
        <Alert type="warning" showIcon title="确认期限已过" description={OVER} className="note" />
      )}
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
          ? '还没有可用的账户,请先登记并由第二人确认'
          : `${payeeAccount.accountName} ${payeeAccount.bankName} ${payeeAccount.maskedNumber}`}
        {payeeAccount?.verified === false && <strong>(尚未核验,核验后才能确认)</strong>}{' '}
        <Link to="/party">查看账户</Link>
      </p>
      <QuestionList offer={offer} />
      <Decide offer={offer} />
    </>
  );
}

function Decide({ offer }: { offer: Offer }) {
  return (
    <>
      <div className="form-end">
        {offer.allowedActions.includes('confirm') && <Confirm offer={offer} />}
        {offer.allowedActions.includes('decline') && <Decline offer={offer} />}
      </div>
      {offer.allowedActions.includes('ask') && <Ask offer={offer} />}
    </>
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
