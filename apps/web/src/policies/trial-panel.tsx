import { type Shape } from '@duixian/api-client';
import { Amount } from '../pieces/amount';
import { DataTable } from '../pieces/data-table';
import { countInWords, Figures, ProgressLine } from '../pieces/figures';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { type Column } from '../pieces/columns';
import { useClauseById } from './clauses';

type Trial = NonNullable<Shape<'PolicyTextShape'>['trial']>;
type Run = NonNullable<Shape<'PolicyTextShape'>['trialRun']>;

interface Sum {
  readonly applicants: number;
  readonly amountFen: number;
  readonly byLevelFen: Readonly<Record<'province' | 'city' | 'county', number>>;
  readonly openFen: number;
  readonly waiting: number;
}
interface Comparison {
  readonly before: Sum;
  readonly after: Sum;
}
interface Outcome extends Comparison {
  readonly parties: number;
  readonly gaining: number;
  readonly losing: number;
  readonly counties: readonly (Comparison & { readonly countyCode: string })[];
  readonly clauses: readonly (Comparison & { readonly clause: string })[];
}
interface Row extends Comparison {
  readonly key: string;
  readonly name: string;
}

const LEVELS = [
  ['province', '省级'],
  ['city', '市级'],
  ['county', '县区级'],
] as const;

/** What a version would change on the enterprises in the database, against the version in force. */
export function TrialPanel({ trial, run }: { trial: Trial | null; run: Run | null }) {
  const regionName = useRegionNames();
  const clauseById = useClauseById();
  if (trial === null && run === null) return null;
  const outcome = trial?.outcome as unknown as Outcome | undefined;
  return (
    <Panel title="试算结果">
      {run && (
        <ProgressLine label="试算进度" done={run.done} total={run.total}>
          {run.total === null
            ? '正在用辖区内全部企业的数据试算。'
            : `已试算 ${countInWords(run.done)} / ${countInWords(run.total)} 家企业。`}
          完成后自动显示结果,可以离开本页。
        </ProgressLine>
      )}
      {trial && outcome && (
        <>
          <p className="muted">
            {momentInWords(trial.triedAt)} 以 {trial.evaluatedOn} 为核定日期,
            {trial.againstId === null ? '此前没有现行版本。' : '与当日现行版本相比。'}
            只统计数量和金额,不涉及具体企业。
          </p>
          <Figures
            caption="试算合计"
            figures={[
              { label: '试算企业', value: countInWords(outcome.parties) },
              { label: '金额增加的企业', value: countInWords(outcome.gaining) },
              { label: '金额减少的企业', value: countInWords(outcome.losing) },
              { label: '应兑付增减', value: <Change {...outcome} /> },
            ]}
          />
          <Compared
            caption="按县区"
            first="县区"
            rows={[
              ...outcome.counties.map((sums) => ({
                ...sums,
                key: sums.countyCode,
                name: regionName(sums.countyCode),
              })),
              { key: 'total', name: '合计', before: outcome.before, after: outcome.after },
            ]}
          />
          <Compared
            caption="按条款"
            first="条款"
            rows={outcome.clauses.map((sums) => ({
              ...sums,
              key: sums.clause,
              name: `${sums.clause} ${clauseById(sums.clause)?.title ?? ''}`,
            }))}
          />
        </>
      )}
    </Panel>
  );
}

function Change({ before, after }: Comparison) {
  const change = after.amountFen - before.amountFen;
  return change === 0 ? (
    <>不变</>
  ) : (
    <>
      {change > 0 ? '+' : ''}
      <Amount fen={change} />
    </>
  );
}

const waitingOf = ({ before, after }: Comparison): string =>
  before.waiting === after.waiting ? String(after.waiting) : `${before.waiting} → ${after.waiting}`;

function Compared({ caption, first, rows }: { caption: string; first: string; rows: readonly Row[] }) {
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: first, heading: true, width: 110, render: ({ name }) => name },
    {
      key: 'applicants',
      title: '可兑付企业',
      align: 'right',
      render: ({ before, after }) =>
        before.applicants === after.applicants
          ? after.applicants
          : `${before.applicants} → ${after.applicants}`,
    },
    {
      key: 'before',
      title: '现行',
      align: 'right',
      render: ({ before }) => <Amount fen={before.amountFen} />,
    },
    {
      key: 'after',
      title: '本版本',
      align: 'right',
      render: ({ after }) => <Amount fen={after.amountFen} strong />,
    },
    { key: 'change', title: '增减', align: 'right', render: (row) => <Change {...row} /> },
    ...LEVELS.map(([level, title]): Column<Row> => ({
      key: level,
      title: `${title}承担`,
      align: 'right',
      render: ({ after }) => <Amount fen={after.byLevelFen[level]} />,
    })),
    {
      key: 'open',
      title: '未定承担',
      align: 'right',
      render: ({ after }) => <Amount fen={after.openFen} />,
    },
    { key: 'waiting', title: '待补或待定', align: 'right', render: waitingOf },
  ];
  return (
    <>
      <h3>{caption}</h3>
      <DataTable<Row> caption={caption} rows={rows} keyOf={({ key }) => key} columns={columns} />
    </>
  );
}
