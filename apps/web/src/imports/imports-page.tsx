import {
  IMPORT_KIND_LABELS,
  IMPORT_STATE_LABELS,
  type ImportKind,
  type ImportState,
} from '@duixian/workflow';
import { Button } from 'antd';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { countInWords } from '../pieces/figures';
import { choicesOf } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Import, IMPORT_TONES, kindsOf } from './import-words';

/** What was brought in from registers and earlier years, by whom, and what became of it. */
export default function ImportsPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city');
  const mayImport = kindsOf(useSignedIn()).length > 0;
  return (
    <PageFrame
      title="数据导入"
      actions={
        mayImport && (
          <Link to="/imports/new">
            <Button type="primary">导入文件</Button>
          </Link>
        )
      }
    >
      <ListPage<Import>
        caption="数据导入"
        queryKey={['imports']}
        read={(page, { kind, state, regionCode }, signal) => {
          const query = {
            ...page,
            ...(kind ? { kind: kind as ImportKind } : {}),
            ...(state ? { state: state as ImportState } : {}),
            ...(regionCode ? { regionCode } : {}),
          };
          return valueOf(api.GET('/api/v1/imports', { params: { query }, signal }));
        }}
        filters={[
          { kind: 'choice', name: 'kind', label: '类别', options: choicesOf(IMPORT_KIND_LABELS) },
          { kind: 'choice', name: 'state', label: '状态', options: choicesOf(IMPORT_STATE_LABELS) },
          { kind: 'choice', name: 'regionCode', label: '导入地区', options: regions },
        ]}
        columns={columnsOf(regionName)}
        exportPath="/api/v1/exports/imports"
        keyOf={({ id }) => id}
        empty="还没有导入过数据。点“导入文件”,下载模板,填好后上传。"
      />
    </PageFrame>
  );
}

const columnsOf = (regionName: (code: string) => string): readonly Column<Import>[] => [
  {
    key: 'file',
    title: '文件',
    heading: true,
    width: 200,
    render: ({ id, fileName }) => <Link to={`/imports/${id}`}>{fileName}</Link>,
  },
  { key: 'kind', title: '类别', render: ({ kind }) => IMPORT_KIND_LABELS[kind] },
  { key: 'region', title: '地区', render: ({ regionCode }) => regionName(regionCode) },
  { key: 'source', title: '来源', render: ({ source }) => source },
  { key: 'document', title: '文号', render: ({ documentNumber }) => documentNumber },
  { key: 'good', title: '可导入', align: 'right', render: ({ counts }) => countInWords(counts.good) },
  {
    key: 'rejected',
    title: '未导入',
    align: 'right',
    render: ({ counts }) => countInWords(counts.rejected),
  },
  {
    key: 'state',
    title: '状态',
    width: 100,
    render: ({ state }) => <ToneTag tone={IMPORT_TONES[state]} words={IMPORT_STATE_LABELS[state]} />,
  },
  {
    key: 'at',
    title: '导入',
    width: 160,
    render: ({ importedAt, importedBy }) => `${momentInWords(importedAt)} ${importedBy}`,
  },
];
