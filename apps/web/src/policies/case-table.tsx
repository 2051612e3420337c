import { Button } from 'antd';
import { useState } from 'react';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { type CaseOutcome, useCaseRun, type Written } from './law-check';

const SHOWN_AT_FIRST = 20;

/** What the cases of a saved text expect and what came out, those that failed first. */
export function CaseTable({ saved, goTo }: { saved: Written; goTo?: (line: number) => void }) {
  const query = useCaseRun(saved);
  const [all, setAll] = useState(false);
  return (
    <Panel title="用例结果">
      <Read query={query} rows={8}>
        {({ outcomes, problems }) => {
          const failed = outcomes.filter(({ passed }) => !passed);
          const sorted = [...failed, ...outcomes.filter(({ passed }) => passed)];
          const shown = all
            ? sorted
            : sorted.slice(0, Math.max(SHOWN_AT_FIRST, Math.min(failed.length, 100)));
          if (outcomes.length === 0)
            return (
              <p className="muted">
                {problems.length > 0 ? '文本还不能读取,用例没有运行。' : '还没有用例。写好用例后才能校验。'}
              </p>
            );
          return (
            <>
              <p role="status">
                共 {outcomes.length} 项:{outcomes.length - failed.length} 项一致,
                <strong>{failed.length} 项不一致</strong>。
              </p>
              <Rows rows={shown} goTo={goTo} partial={shown.length < sorted.length} />
              {shown.length < sorted.length && (
                <p className="more">
                  <Button onClick={() => setAll(true)}>显示其余 {sorted.length - shown.length} 项</Button>
                </p>
              )}
            </>
          );
        }}
      </Read>
    </Panel>
  );
}

function Rows({
  rows,
  goTo,
  partial,
}: {
  rows: readonly CaseOutcome[];
  goTo: ((line: number) => void) | undefined;
  partial: boolean;
}) {
  return (
    <DataTable<CaseOutcome>
      caption="用例结果"
      withoutExport={partial}
      rows={rows}
      keyOf={({ case: name, line, clause, subject }) => `${line}/${name}/${clause}/${subject}`}
      columns={[
        {
          key: 'case',
          title: '用例',
          heading: true,
          render: ({ case: name, line }) => (
            <>
              {name}{' '}
              {goTo && (
                <Button type="link" size="small" onClick={() => goTo(line)}>
                  第 {line} 行
                </Button>
              )}
            </>
          ),
        },
        {
          key: 'clause',
          title: '条款',
          width: 120,
          render: ({ clause, subject }) => (subject === null ? clause : `${clause} ${subject}`),
        },
        { key: 'expected', title: '应为', render: ({ expected }) => expected ?? '不应出现' },
        { key: 'actual', title: '算得', render: ({ actual }) => actual ?? '没有出现' },
        {
          key: 'passed',
          title: '结果',
          width: 90,
          render: ({ passed }) => (
            <ToneTag tone={passed ? 'paid' : 'rejected'} words={passed ? '一致' : '不一致'} />
          ),
        },
      ]}
    />
  );
}
