import { COVERAGE_STATE_LABELS, type CoverageState, permitSomewhere } from '@duixian/workflow';
import { Button } from 'antd';
import { useState } from 'react';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { ClausesWaiting } from './clauses-waiting';
import { type Mark } from './mark';
import { MarkActions } from './mark-actions';
import { RecordMark } from './record-mark';

const TONES: Readonly<Record<CoverageState, string>> = {
  recorded: 'returned',
  confirmed: 'paid',
  withdrawn: 'neutral',
};

/** A city's word that its ledgers of earlier years are complete: one officer records it, another confirms it. */
export default function MarksPage() {
  const regionName = useRegionNames();
  const cities = useRegionChoices('city');
  const session = useSignedIn();
  const clauseOf = useClauseById();
  const mayRecord = permitSomewhere(actorOf(session), 'coverage.record');
  const [clauses, setClauses] = useState<readonly string[] | null>(null);
  return (
    <PageFrame
      title="台账完整性"
      actions={
        mayRecord &&
        clauses === null && (
          <Button type="primary" onClick={() => setClauses([])}>
            登记完整性标记
          </Button>
        )
      }
    >
      <p className="muted">
        批量比对和首次、从高、累计上限类条款,要先知道以前兑付过什么。既往台账导入后,由一人登记“台账完整”,另一人确认,标记才生效。
      </p>
      {clauses !== null && <RecordMark clauseIds={clauses} close={() => setClauses(null)} />}
      <ClausesWaiting mark={mayRecord ? setClauses : undefined} />
      <ListPage<Mark>
        caption="完整性标记"
        queryKey={['coverage']}
        read={(page, { state, cityCode, clause }, signal) => {
          const query = {
            ...page,
            ...(state ? { state: state as CoverageState } : {}),
            ...(cityCode ? { cityCode } : {}),
            ...(clause ? { clause } : {}),
          };
          return valueOf(api.GET('/api/v1/earlier-payments/coverage', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(COVERAGE_STATE_LABELS) },
          { kind: 'choice', name: 'cityCode', label: '城市', options: cities },
          { kind: 'text', name: 'clause', label: '条款编号', hint: '如 PDS-A2-4-3-1' },
        ]}
        columns={columnsOf(regionName, (id) => clauseOf(id)?.title)}
        exportPath="/api/v1/exports/coverage"
        keyOf={({ id }) => id}
        empty="还没有登记过标记。先导入既往兑付台账,再登记。"
      />
    </PageFrame>
  );
}

/** Dozens of clauses of one mark: how many, and which on demand. */
function ClauseNames({
  ids,
  titleOf,
}: {
  ids: readonly string[];
  titleOf: (id: string) => string | undefined;
}) {
  const named = (id: string): string => [id, titleOf(id)].filter(Boolean).join(' ');
  const [first, ...others] = ids;
  if (first === undefined) return '—';
  if (others.length === 0) return named(first);
  return (
    <details>
      <summary>{ids.length} 个条款</summary>
      <ul className="reasons">
        {ids.map((id) => (
          <li key={id}>{named(id)}</li>
        ))}
      </ul>
    </details>
  );
}

const columnsOf = (
  regionName: (code: string) => string,
  titleOf: (clauseId: string) => string | undefined,
): readonly Column<Mark>[] => [
  {
    key: 'document',
    title: '依据文号',
    heading: true,
    width: 150,
    render: ({ documentNumber }) => documentNumber,
  },
  { key: 'city', title: '城市', width: 100, render: ({ cityCode }) => regionName(cityCode) },
  {
    key: 'clauses',
    title: '条款',
    width: 120,
    render: ({ clauseIds }) => <ClauseNames ids={clauseIds} titleOf={titleOf} />,
  },
  { key: 'completeTo', title: '台账完整至', width: 96, render: ({ completeTo }) => completeTo },
  {
    key: 'paidHereFrom',
    title: '本系统兑付起',
    width: 96,
    render: ({ paidHereFrom }) => paidHereFrom,
  },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: ({ state, withdrawalReason }) => (
      <>
        <ToneTag tone={TONES[state]} words={COVERAGE_STATE_LABELS[state]} />
        {withdrawalReason !== null && <div className="muted small">原因:{withdrawalReason}</div>}
      </>
    ),
  },
  {
    key: 'when',
    title: '登记时间',
    width: 120,
    render: ({ recordedAt }) => momentInWords(recordedAt),
  },
  { key: 'act', title: '办理', width: 130, render: (mark) => <MarkActions mark={mark} /> },
];
