import { IMPORT_KIND_LABELS, IMPORT_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { countInWords, Figures, percentOf, ProgressLine } from '../pieces/figures';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { ImportActions } from './import-actions';
import { ImportRows, RejectedRows } from './import-rows';
import { type Import, IMPORT_TONES, OUTCOME_LABELS, type Outcome, sizeInWords } from './import-words';

const OUTCOMES = Object.keys(OUTCOME_LABELS) as Outcome[];

/** One import: what it says, what each row comes to, what is wrong, and its commit. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'committing' ? 1_000 : false),
  });
  return (
    <PageFrame title={query.data ? `${IMPORT_KIND_LABELS[query.data.kind]}导入` : '数据导入'}>
      <Read query={query} rows={16}>
        {(one) => (
          <>
            <Figures
              caption="核对结果"
              figures={[
                { label: '总行数', value: countInWords(one.counts.rows), to: `/imports/${id}` },
                ...OUTCOMES.map((outcome) => ({
                  label: OUTCOME_LABELS[outcome],
                  value: countInWords(one.counts[outcome]),
                  to: one.counts[outcome] > 0 ? `/imports/${id}?outcome=${outcome}` : undefined,
                })),
              ]}
            />
            {one.state === 'committing' && <Applying one={one} />}
            <ImportActions one={one} />
            {one.counts.rejected > 0 && <RejectedRows one={one} />}
            <About one={one} />
            <ImportRows one={one} />
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Applying({ one: { progress } }: { one: Import }) {
  return (
    <ProgressLine label="正在生效" done={progress.applied} total={progress.total}>
      正在生效:{percentOf(progress.applied, progress.total)}%,已处理 {countInWords(progress.applied)} /{' '}
      {countInWords(progress.total)} 行。可以离开本页,处理在后台继续。
    </ProgressLine>
  );
}

function About({ one }: { one: Import }) {
  const regionName = useRegionNames();
  const lines: [string, string][] = [
    ['文件', `${one.fileName}(${sizeInWords(one.byteSize)},${one.encoding})`],
    ['导入地区', regionName(one.regionCode)],
    ['来源', one.source],
    ['文号', `${one.documentNumber}(${one.documentDate})`],
    ['完整至', one.completeTo ?? '未声明'],
    ['导入', `${momentInWords(one.importedAt)} ${one.importedBy}`],
    ...(one.committedAt ? [['生效', momentInWords(one.committedAt)] as [string, string]] : []),
    ...(one.endedAt
      ? [
          ['结束', `${momentInWords(one.endedAt)}${one.endReason ? `,原因:${one.endReason}` : ''}`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(one.notes.length > 0 ? [['读取说明', one.notes.join(';')] as [string, string]] : []),
  ];
  return (
    <Panel
      title="基本情况"
      extra={<ToneTag tone={IMPORT_TONES[one.state]} words={IMPORT_STATE_LABELS[one.state]} />}
    >
      <dl className="pairs">
        {lines.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
