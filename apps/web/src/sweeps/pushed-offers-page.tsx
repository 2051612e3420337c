import { OFFER_STATE_LABELS, type OfferState } from '@duixian/workflow';
import { Link, useSearchParams } from 'react-router';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { offerColumns } from './offer-columns';
import { type OfferSummary } from './offer-words';

const DUE_CHOICES = [
  { value: '-1', label: '已过期限、待关闭' },
  { value: '0', label: '今日到期' },
  { value: '3', label: '3 天内到期' },
  { value: '7', label: '7 天内到期' },
  { value: '30', label: '30 天内到期' },
];

const ASKED_CHOICES = [
  { value: 'true', label: '有询问待答复' },
  { value: 'false', label: '没有待答复的询问' },
];

/** What was offered in an official's region, and what became of it. */
export default function PushedOffersPage() {
  const regionName = useRegionNames();
  const counties = useRegionChoices('county');
  const [params] = useSearchParams();
  const sweepId = params.get('sweepId');
  return (
    <PageFrame title="免申即享推送">
      {sweepId !== null && (
        <p>
          只列出一次<Link to={`/sweeps/${sweepId}`}>批量比对</Link>的推送,
          <Link to="/pushed-offers">查看全部</Link>。
        </p>
      )}
      <ListPage<OfferSummary>
        caption="免申即享推送"
        queryKey={['offers', 'pushed']}
        fixed={sweepId === null ? {} : { sweepId }}
        read={(page, { state, county, clause, dueWithin, asked }, signal) => {
          const query = {
            ...page,
            ...(state ? { state: state as OfferState } : {}),
            ...(county ? { county } : {}),
            ...(clause ? { clause } : {}),
            ...(sweepId ? { sweepId } : {}),
            ...(dueWithin ? { dueWithin: Number(dueWithin) } : {}),
            ...(asked ? { asked: asked === 'true' } : {}),
          };
          return valueOf(api.GET('/api/v1/offers', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(OFFER_STATE_LABELS) },
          { kind: 'choice', name: 'county', label: '县区', options: counties },
          { kind: 'text', name: 'clause', label: '条款编号', hint: '如 PDS-A2-4-3-1' },
          { kind: 'choice', name: 'dueWithin', label: '确认期限', options: DUE_CHOICES },
          { kind: 'choice', name: 'asked', label: '企业询问', options: ASKED_CHOICES },
        ]}
        columns={offerColumns(regionName)}
        exportPath="/api/v1/exports/offers"
        keyOf={({ id }) => id}
        empty="管辖范围内还没有推送。批量比对审定后,推送会出现在这里。"
      />
    </PageFrame>
  );
}
