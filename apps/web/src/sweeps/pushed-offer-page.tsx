import { Alert } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { permitSomewhere, trailEventInWords } from '@duixian/workflow';
import { Amount } from '../pieces/amount';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { dueInWords, endInWords, isOver, type Offer, OFFER_TONES } from './offer-words';
import { AskedPanel } from './offer-questions';

/** One offer for an official: to whom, how much by which clause and why, what happened, why it ended. */
export default function PushedOfferPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['offers', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/offers/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame title={query.data ? query.data.applicant.registeredName : '免申即享推送'}>
      <Read query={query} rows={16}>
        {(offer) => (
          <>
            <Head offer={offer} />
            <Reasons offer={offer} />
            <AskedPanel offer={offer} />
            <History offer={offer} />
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Head({ offer }: { offer: Offer }) {
  const pairs = usePairs(offer);
  return (
    <Panel title="基本情况" extra={<ToneTag tone={OFFER_TONES[offer.state]} words={offer.stateZh} />}>
      <dl className="pairs">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOver(offer) && (
        <Alert
          type="warning"
          showIcon
          title="确认期限已过,等待系统关闭"
          description="企业已不能确认。系统会自动关闭这笔推送;仍符合条件的,下次比对会再次推送。"
        />
      )}
      {endInWords(offer) !== '' && (
        <Alert type="info" showIcon title="结束原因" description={endInWords(offer)} />
      )}
    </Panel>
  );
}

function usePairs(offer: Offer): readonly (readonly [name: string, value: ReactNode])[] {
  const regionName = useRegionNames();
  const actor = actorOf(useSignedIn());
  const { applicant, call, countyCode, amountFen, state, expiresOn, payeeAccount } = offer;
  const { sweepId, applicationId } = offer;
  const account =
    payeeAccount === null
      ? '企业尚未登记'
      : `${payeeAccount.accountName} ${payeeAccount.bankName} ${payeeAccount.maskedNumber}${payeeAccount.verified ? '' : '(未核验)'}`;
  const sweep = permitSomewhere(actor, 'sweep.read') ? (
    <Link to={`/sweeps/${sweepId}`}>查看所属批量比对</Link>
  ) : (
    '批量比对'
  );
  const application = permitSomewhere(actor, 'application.read') ? (
    <Link to={`/cases/${applicationId}`}>查看申报</Link>
  ) : (
    '已形成申报'
  );
  return [
    ['信用代码', applicant.creditCode ?? '—'],
    ['县区', regionName(countyCode)],
    [
      '事项',
      <>
        <Link to={`/calls/${call.id}`}>{call.title}</Link>({call.number})
      </>,
    ],
    ['金额', <Amount fen={amountFen} strong />],
    ['核定日期', offer.evaluationDate],
    ['确认期限', `${expiresOn}(含)${state === 'open' ? `,${dueInWords(offer)}` : ''}`],
    ['收款账户', account],
    ['来源', sweep],
    ['办理', applicationId === null ? '尚未形成申报' : application],
  ];
}

function Reasons({ offer }: { offer: Offer }) {
  return (
    <Panel title="推送的条款与依据">
      {offer.reasons.map(({ clause, article, title, amountFen, explanation }, index) => {
        const subject = offer.lines[index]?.subject;
        return (
          <section key={`${clause}/${subject}`} className="result" aria-label={title}>
            <div className="result-head">
              <h3>
                <Link to={`/clauses/${clause}`}>{title}</Link>
              </h3>
              <Amount fen={amountFen} strong />
            </div>
            <p className="muted small">
              {clause} · {article}
              {subject ? ` · 对象:${subject}` : ''}
            </p>
            <p className="explanation">{explanation}</p>
          </section>
        );
      })}
    </Panel>
  );
}

function History({ offer }: { offer: Offer }) {
  return (
    <Panel title="办理经过">
      <ol className="history">
        {offer.history.map(({ type, at }) => (
          <li key={`${type}${at}`}>
            {momentInWords(at)} {trailEventInWords(type)}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
