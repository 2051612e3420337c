import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { countInWords } from '../pieces/figures';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useVocabulary } from '../facts/vocabulary';
import { api, valueOf } from '../shell/api';
import {
  type Import,
  type ImportRow,
  OUTCOME_HINTS,
  OUTCOME_LABELS,
  OUTCOME_TONES,
  type Outcome,
} from './import-words';

/** Problems that are shown without turning pages. */
const FIRST_REJECTED = 20;

interface RowProblem {
  readonly key: string;
  readonly line: number;
  readonly column: string;
  readonly message: string;
  readonly fix: string;
}

const problemsOf = (rows: readonly ImportRow[]): RowProblem[] =>
  rows.flatMap(({ line, problems }) =>
    problems.map(({ column, message, fix }, index) => ({
      key: `${line}/${index}`,
      line,
      column: column ?? '整行',
      message,
      fix,
    })),
  );

/** What is wrong with which row and column and how to mend it; all of them as a file that can be mended and imported. */
export function RejectedRows({ one: { id, counts } }: { one: Import }) {
  const query = useQuery({
    queryKey: ['imports', 'rows', id, 'rejected'],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/imports/{id}/rows', {
          params: { path: { id }, query: { outcome: 'rejected', limit: FIRST_REJECTED } },
          signal,
        }),
      ),
  });
  return (
    <Panel
      title={`有错误的行(${countInWords(counts.rejected)})`}
      extra={
        <Button href={`/api/v1/imports/${id}/rejected`} download>
          下载错误行
        </Button>
      }
    >
      <p className="muted">
        下载的文件里写明了每行的问题和改法;改好后直接导入这个文件即可,不必重新导入全部。
      </p>
      <Read query={query} rows={8}>
        {({ items }) => (
          <DataTable<RowProblem>
            caption="有错误的行"
            rows={problemsOf(items)}
            keyOf={({ key }) => key}
            columns={[
              { key: 'line', title: '行号', heading: true, render: ({ line }) => `第 ${line} 行` },
              { key: 'column', title: '列', render: ({ column }) => column },
              { key: 'message', title: '问题', render: ({ message }) => message },
              { key: 'fix', title: '怎样修改', render: ({ fix }) => fix },
            ]}
          />
        )}
      </Read>
      {counts.rejected > FIRST_REJECTED && (
        <p>
          以上是前 {FIRST_REJECTED} 行,<Link to={`/imports/${id}?outcome=rejected`}>查看全部</Link>。
        </p>
      )}
    </Panel>
  );
}

/** Every row as it stood in the file and what it comes to. */
export function ImportRows({ one }: { one: Import }) {
  const { id, columns: names, kind } = one;
  const regionName = useRegionNames();
  const wasInWords = useWasInWords(kind);
  const columns: Column<ImportRow>[] = [
    { key: 'line', title: '行号', heading: true, render: ({ line }) => `第 ${line} 行` },
    {
      key: 'outcome',
      title: '结果',
      width: 80,
      render: ({ outcome }) => (
        <span title={OUTCOME_HINTS[outcome]}>
          <ToneTag tone={OUTCOME_TONES[outcome]} words={OUTCOME_LABELS[outcome]} />
        </span>
      ),
    },
    ...names.map((name, index) => ({
      key: `cell-${index}`,
      title: name === '' ? `第 ${index + 1} 列` : name,
      render: ({ cells }: ImportRow) => {
        const cell = cells[index] ?? '';
        return cell === '' ? '—' : <span className="cell-words">{cell}</span>;
      },
    })),
    {
      key: 'more',
      title: '说明',
      width: 220,
      render: (row) =>
        [
          row.newEnterpriseIn === null ? '' : `将在${regionName(row.newEnterpriseIn)}登记新企业`,
          row.was === null ? '' : wasInWords(row.was),
          row.problems.map(({ column, message }) => `${column ? `${column}:` : ''}${message}`).join(';'),
        ]
          .filter(Boolean)
          .join(';') || '—',
    },
  ];
  return (
    <ListPage<ImportRow>
      caption="导入明细"
      queryKey={['imports', 'rows', id]}
      fixed={{ importId: id }}
      read={({ limit, cursor }, { outcome }, signal) =>
        valueOf(
          api.GET('/api/v1/imports/{id}/rows', {
            params: {
              path: { id },
              query: {
                limit,
                ...(cursor ? { cursor } : {}),
                ...(outcome ? { outcome: outcome as Outcome } : {}),
              },
            },
            signal,
          }),
        ).then((page) => ({ ...page, totals: { count: countOf(one, outcome) } }))
      }
      filters={[{ kind: 'choice', name: 'outcome', label: '结果', options: choicesOf(OUTCOME_LABELS) }]}
      columns={columns}
      exportPath="/api/v1/exports/importRows"
      keyOf={({ position }) => String(position)}
      empty="文件中没有数据行。"
    />
  );
}

const countOf = ({ counts }: Import, outcome: string | undefined): number =>
  outcome === undefined ? counts.rows : counts[outcome as Outcome];

/** Codes that stand in records, as people write them. */
const VALUE_WORDS: Readonly<Record<string, string>> = {
  national: '国家级',
  provincial: '省级',
  city: '市级',
  new: '新认定',
  renewal: '复核',
  re_recognition: '重新认定',
  true: '是',
  false: '否',
};

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? '空'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : (VALUE_WORDS[String(value as string)] ?? String(value as string));

/** A fact as it stood: its value and the paper it comes from. */
interface FactBefore {
  readonly value: unknown;
  readonly source?: unknown;
  readonly documentNumber?: unknown;
  readonly documentDate?: unknown;
}

const isFact = (value: unknown): value is FactBefore =>
  typeof value === 'object' && value !== null && 'value' in value;

const paperOf = ({ source, documentNumber, documentDate }: Partial<FactBefore>): string => {
  const words = [source, documentNumber, documentDate].filter(Boolean).map(shown).join(' ');
  return words === '' ? '' : `(${words})`;
};

/** What stood before, and by which document. */
function useWasInWords(kind: Import['kind']): (was: Record<string, unknown>) => string {
  const { meaningOf, say } = useVocabulary();
  const { data } = useQuery({
    queryKey: ['imports', 'columns', kind],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/imports/templates/{kind}/columns', { params: { path: { kind } }, signal })),
    staleTime: Infinity,
  });
  const nameOf = (key: string): string =>
    data?.items.find((column) => column.key === key)?.name ?? meaningOf(key);
  return ({ source, documentNumber, documentDate, ...fields }) => {
    const before = Object.entries(fields).map(([key, value]) =>
      isFact(value)
        ? `${nameOf(key)} ${say(key, value.value)}${paperOf(value)}`
        : `${nameOf(key)} ${shown(value)}`,
    );
    return `现有数据:${before.join('、')}${paperOf({ source, documentNumber, documentDate })}`;
  };
}
