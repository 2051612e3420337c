import { SWEEP_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { countInWords, Figures, percentOf, ProgressLine } from '../pieces/figures';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { RegisterStandings } from './register-standings';
import { SweepActions } from './sweep-actions';
import { SweepDifference } from './sweep-difference';
import { SweepFailures } from './sweep-failures';
import { SweepLines } from './sweep-lines';
import { SweepSample } from './sweep-sample';
import { SweepTotals } from './sweep-totals';
import { useSweepEvents } from './use-sweep-events';
import { modeInWords, secondsInWords, starterInWords, type SweepDetail, SWEEP_TONES } from './sweep-words';

/** States in which the worker is busy with it, so that the page looks again. */
const UNDER_WAY: readonly SweepDetail['state'][] = ['running', 'approved'];

/** How often the page asks by itself: while the server tells it, only to be sure. */
const OFTEN_MS = 1_000;
const SELDOM_MS = 10_000;

/** One run: how far, what it found against what is free, what changed, what to check, and its approval. */
export default function SweepPage() {
  const { id = '' } = useParams();
  const listening = useRef(false);
  const query = useQuery({
    queryKey: ['sweeps', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/sweeps/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data && UNDER_WAY.includes(state.data.state) ? (listening.current ? SELDOM_MS : OFTEN_MS) : false,
  });
  useSweepEvents(id, query.data !== undefined && UNDER_WAY.includes(query.data.state), listening);
  return (
    <PageFrame title={query.data ? `${modeInWords(query.data.dryRun)} ${query.data.asOf}` : '批量比对'}>
      <Read query={query} rows={24}>
        {(sweep) => (
          <>
            {sweep.state === 'running' ? <Running sweep={sweep} /> : <Found sweep={sweep} />}
            <SweepActions sweep={sweep} />
            <About sweep={sweep} />
            <RegisterStandings registers={sweep.registers} />
            {sweep.finishedAt !== null && (
              <>
                <SweepTotals sweep={sweep} />
                <SweepDifference sweep={sweep} />
                <SweepFailures sweep={sweep} />
                {(sweep.offers?.count ?? 0) > 0 && <SweepSample sweepId={sweep.id} />}
                <h2 className="list-heading">全部明细</h2>
                <SweepLines sweep={sweep} />
              </>
            )}
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Running({ sweep: { progress } }: { sweep: SweepDetail }) {
  const { candidates, evaluated, perSecond, secondsLeft } = progress;
  return (
    <ProgressLine label="比对进度" done={evaluated} total={candidates}>
      {candidates === null ? (
        '正在查找可能符合的企业…'
      ) : (
        <>
          已比对 {percentOf(evaluated, candidates)}%:{countInWords(evaluated)} / {countInWords(candidates)}{' '}
          家企业
          {perSecond !== null && `,每秒 ${perSecond} 家`}
          {secondsLeft !== null && `,约剩 ${secondsInWords(secondsLeft)}`}。可以离开本页,比对在后台继续。
        </>
      )}
    </ProgressLine>
  );
}

/** What was found, in the numbers that are looked at first. */
function Found({ sweep }: { sweep: SweepDetail }) {
  const { offers, totals, failures, progress, id } = sweep;
  const sum = (disposition: string): number =>
    totals.filter((total) => total.disposition === disposition).reduce((all, { lines }) => all + lines, 0);
  const linked = (disposition: string): string | undefined =>
    sum(disposition) > 0 ? `/sweeps/${id}?disposition=${disposition}` : undefined;
  return (
    <Figures
      caption="比对结果"
      figures={[
        { label: '已比对企业', value: countInWords(progress.evaluated) },
        { label: '拟推送(条)', value: countInWords(offers?.count ?? 0), to: linked('offer') },
        { label: '拟推送金额', value: <Amount fen={offers?.amountFen ?? 0} /> },
        { label: '暂缓(条)', value: countInWords(sum('held')), to: linked('held') },
        { label: '缺少数据(条)', value: countInWords(sum('needs-evidence')), to: linked('needs-evidence') },
        { label: '须人工决定(条)', value: countInWords(sum('needs-decision')), to: linked('needs-decision') },
        { label: '无法比对(家)', value: countInWords(failures.count) },
      ]}
    />
  );
}

function About({ sweep }: { sweep: SweepDetail }) {
  const regionName = useRegionNames();
  const { cityCode, regionCodes, clauseIds, state, orderedAt, finishedAt, approvedAt, endedAt } = sweep;
  const moment = (iso: string | null): string => (iso === null ? '—' : momentInWords(iso));
  return (
    <Panel title="基本情况" extra={<ToneTag tone={SWEEP_TONES[state]} words={SWEEP_STATE_LABELS[state]} />}>
      <dl className="pairs">
        <div>
          <dt>范围</dt>
          <dd>
            {regionName(cityCode)}:{regionCodes.map(regionName).join('、')}
          </dd>
        </div>
        <div>
          <dt>条款</dt>
          <dd>
            <details>
              <summary>{clauseIds.length} 个条款</summary>
              {clauseIds.join('、')}
            </details>
          </dd>
        </div>
        <div>
          <dt>发起</dt>
          <dd>
            {moment(orderedAt)},{starterInWords(sweep)}
          </dd>
        </div>
        <div>
          <dt>比对完成</dt>
          <dd>{moment(finishedAt)}</dd>
        </div>
        <div>
          <dt>审定</dt>
          <dd>{moment(approvedAt)}</dd>
        </div>
        <div>
          <dt>结束</dt>
          <dd>{moment(endedAt)}</dd>
        </div>
      </dl>
    </Panel>
  );
}
