import { FactsList, type Origin as FactOrigin } from '../facts/facts-list';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { usePartyFacts } from './my-parties';
import { type PartyFile } from './party-file';

/** What registers say of a party: its titles, its standards, and the facts that count today with what contradicts them. */
export default function PartyFileKnown({ file }: { file: PartyFile }) {
  const mayRead = file.parts.includes('facts');
  const facts = usePartyFacts(mayRead ? file.partyId : undefined);
  return (
    <>
      <Panel title="认定称号">
        <DataTable<Title>
          caption="认定称号"
          rows={file.titles}
          columns={TITLES}
          keyOf={({ code, grantedOn, documentNumber }) => `${code} ${grantedOn} ${documentNumber}`}
          empty="认定名单中没有这家企业。"
        />
      </Panel>
      {file.standards.length > 0 && (
        <Panel title="标准">
          <DataTable<Standard>
            caption="标准"
            rows={file.standards}
            columns={STANDARDS}
            keyOf={({ number }) => number}
          />
        </Panel>
      )}
      {mayRead && (
        <Panel title="涉企数据">
          <p className="muted">
            今天有效的数据,按“登记数据先于已核实数据、文件日期新的先于旧的”采用;其他来源说法不一的列在下面。
          </p>
          <Read query={facts} rows={12}>
            {({ items }) => (
              <FactsList
                facts={Object.fromEntries(items.map(({ name, value }) => [name, value as unknown]))}
                origins={Object.fromEntries(items.map((each): [string, FactOrigin] => [each.name, each]))}
              />
            )}
          </Read>
        </Panel>
      )}
    </>
  );
}

type Title = PartyFile['titles'][number];

const LEVELS: Readonly<Record<Title['level'], string>> = {
  national: '国家级',
  provincial: '省级',
  city: '市级',
};

const TITLES: readonly Column<Title>[] = [
  { key: 'title', title: '称号', heading: true, width: 180, render: ({ title }) => title },
  { key: 'level', title: '级别', width: 80, render: ({ level }) => LEVELS[level] },
  { key: 'granted', title: '认定日期', width: 110, render: ({ grantedOn }) => grantedOn },
  {
    key: 'valid',
    title: '有效期',
    width: 130,
    render: ({ validTo, held }) => (
      <>
        <ToneTag tone={held ? 'paid' : 'neutral'} words={held ? '有效' : '不在有效期'} />
        {validTo !== null && <div className="muted small">至 {validTo}</div>}
      </>
    ),
  },
  { key: 'source', title: '来源', width: 220, render: (title) => <Origin {...title} /> },
];

type Standard = PartyFile['standards'][number];

const STANDARDS: readonly Column<Standard>[] = [
  { key: 'number', title: '标准号', heading: true, width: 180, render: ({ number }) => number },
  { key: 'kind', title: '类别', width: 130, render: ({ kind }) => kind },
  { key: 'role', title: '制定角色', width: 110, render: ({ role }) => role },
  { key: 'published', title: '发布日期', width: 110, render: ({ publishedOn }) => publishedOn ?? '未知' },
  { key: 'source', title: '来源', width: 220, render: (standard) => <Origin {...standard} /> },
];

function Origin({
  source,
  documentNumber,
  documentDate,
}: Pick<Title, 'source' | 'documentNumber' | 'documentDate'>) {
  return (
    <>
      {documentNumber}
      <div className="muted small">{[source, documentDate].filter(Boolean).join(' · ')}</div>
    </>
  );
}
