import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { Panel } from '../pieces/page-frame';
import { countInWords } from '../pieces/figures';
import { type SweepDetail } from './sweep-words';

type Failure = SweepDetail['failures']['first'][number];

/** Applicants who could not be looked at, each with what is wrong with their data; nobody else is held up. */
export function SweepFailures({ sweep: { id, failures } }: { sweep: SweepDetail }) {
  if (failures.count === 0) return null;
  return (
    <Panel
      title={`无法比对的企业(${countInWords(failures.count)})`}
      extra={
        <ExportButton
          caption="无法比对的企业"
          path="/api/v1/exports/sweepFailures"
          values={{ sweepId: id }}
        />
      }
    >
      <p className="muted">
        这些企业的数据有问题,没有参加比对,其他企业不受影响。
        {failures.count > failures.first.length && `以下列出前 ${failures.first.length} 家。`}
      </p>
      <DataTable<Failure>
        withoutExport
        caption="无法比对的企业"
        rows={failures.first}
        keyOf={({ partyId }) => partyId}
        columns={[
          { key: 'name', title: '企业名称', heading: true, render: ({ registeredName }) => registeredName },
          { key: 'problem', title: '问题与办法', render: ({ problem }) => problem },
        ]}
      />
    </Panel>
  );
}
