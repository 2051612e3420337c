import { SWEEP_DISPOSITION_LABELS, type StateReasonCode, type SweepDisposition } from '@duixian/workflow';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useVocabulary } from '../facts/vocabulary';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import {
  DISPOSITION_TONES,
  HELD_CHOICES,
  LEVEL_LABELS,
  reasonOf,
  type SweepDetail,
  type SweepLine,
} from './sweep-words';

/** Everything that a run found, line by line, with why it goes out or not. */
export function SweepLines({ sweep: { id, regionCodes, clauseIds } }: { sweep: SweepDetail }) {
  const regionName = useRegionNames();
  const clauseOf = useClauseById();
  const columns = useLineColumns();
  return (
    <ListPage<SweepLine>
      caption="批量比对明细"
      queryKey={['sweeps', 'lines', id]}
      fixed={{ sweepId: id }}
      read={(page, { clause, county, disposition, reason }, signal) => {
        const query = {
          ...page,
          ...(clause ? { clause } : {}),
          ...(county ? { county } : {}),
          ...(disposition ? { disposition: disposition as SweepDisposition } : {}),
          ...(reason ? { reason: reason as StateReasonCode } : {}),
        };
        return valueOf(api.GET('/api/v1/sweeps/{id}/results', { params: { path: { id }, query }, signal }));
      }}
      filters={[
        {
          kind: 'choice',
          name: 'disposition',
          label: '处理',
          options: choicesOf(SWEEP_DISPOSITION_LABELS),
        },
        { kind: 'choice', name: 'reason', label: '原因', options: HELD_CHOICES },
        {
          kind: 'choice',
          name: 'county',
          label: '县区',
          options: regionCodes.map((value) => ({ value, label: regionName(value) })),
        },
        {
          kind: 'choice',
          name: 'clause',
          label: '条款',
          options: clauseIds.map((value) => ({
            value,
            label: [value, clauseOf(value)?.title].filter(Boolean).join(' '),
          })),
        },
      ]}
      columns={columns}
      exportPath="/api/v1/exports/sweepLines"
      keyOf={({ id: lineId }) => lineId}
      empty="没有比对出任何结果:范围内没有企业涉及这些条款。"
    />
  );
}

/** A line: who, what, how much, who bears it, what becomes of it and why. */
export function useLineColumns(): readonly Column<SweepLine>[] {
  const regionName = useRegionNames();
  const clauseOf = useClauseById();
  const { meaningOf } = useVocabulary();
  return [
    {
      key: 'name',
      title: '企业名称',
      heading: true,
      width: 150,
      render: ({ applicant }) => <PartyName partyId={applicant.id} {...applicant} />,
    },
    { key: 'county', title: '县区', width: 64, render: ({ countyCode }) => regionName(countyCode) },
    {
      key: 'clause',
      title: '条款',
      width: 140,
      render: ({ clause, subject }) => (
        <>
          {clause} {clauseOf(clause)?.title}
          {subject !== null && <div className="muted small">对象:{subject}</div>}
        </>
      ),
    },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      width: 105,
      render: ({ amountFen }) => (amountFen === null ? '—' : <Amount fen={amountFen} />),
    },
    {
      key: 'split',
      title: '承担',
      align: 'right',
      width: 145,
      render: ({ splitFen }) => <Split split={splitFen} />,
    },
    {
      key: 'disposition',
      title: '处理',
      width: 76,
      render: ({ disposition }) => (
        <ToneTag tone={DISPOSITION_TONES[disposition]} words={SWEEP_DISPOSITION_LABELS[disposition]} />
      ),
    },
    {
      key: 'why',
      title: '原因与依据',
      width: 240,
      render: (line) => <Why line={line} meaningOf={meaningOf} />,
    },
  ];
}

function Split({ split }: { split: SweepLine['splitFen'] }) {
  const shares = split as Partial<Record<keyof typeof LEVEL_LABELS, number>> | null;
  if (shares === null) return '—';
  return (['province', 'city', 'county'] as const)
    .filter((level) => (shares[level] ?? 0) > 0)
    .map((level) => (
      <div key={level}>
        {LEVEL_LABELS[level]} <Amount fen={shares[level] ?? 0} />
      </div>
    ));
}

function Why({ line, meaningOf }: { line: SweepLine; meaningOf: (fact: string) => string }) {
  const { reason, explanation, result } = line;
  const missing = result.missing ?? [];
  const words = [
    reasonOf(reason),
    missing.length > 0 ? `需要补充:${missing.map(meaningOf).join('、')}` : '',
    ...(result.reasons ?? []).map(({ text, article }) => `${text}(${article})`),
  ].filter(Boolean);
  if (words.length === 0 && explanation === null) return '—';
  return (
    <>
      {words.map((each) => (
        <div key={each}>{each}</div>
      ))}
      {explanation !== null && (
        <details>
          <summary>核定依据</summary>
          <p className="explanation">{explanation}</p>
        </details>
      )}
    </>
  );
}
