import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { AmountInFull } from '../pieces/amount';
import { BatchResults } from '../pieces/batch-results';
import { PageFrame } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { QueueTabs } from './queue-tabs';
import { TO_DO, type Task } from './task-columns';
import { TaskList } from './task-list';
import { isInReview, type Told, useTaskBatch } from './use-task-batch';

/** What is needed less often than the list comes after it. */
const BatchDecisions = lazy(async () => ({
  default: (await import('./batch-decisions')).BatchDecisions,
}));

/** What waits for this reviewer, longest first; several clean cases can be passed together, each answered by itself. */
export default function TasksPage() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Task>>(new Map());
  const { modal } = App.useApp();
  const [told, setTold] = useState<Told | null>(null);
  const tell = (next: Told): void => {
    setTold(next);
    setChosen(new Map());
  };
  const { run, busy, error, again } = useTaskBatch((results) => tell({ done: '已通过', results }));
  const passable = [...chosen.values()].filter(isInReview);
  const ask = (): void => {
    const tasks = passable;
    const sum = tasks.reduce((total, { application }) => total + (application.amountFen ?? 0), 0);
    modal.confirm({
      title: `批量通过 ${tasks.length} 件?`,
      content: (
        <p>
          合计核定金额 <AmountInFull fen={sum} />
          。每一件单独核对,不符合条件的不会通过,并逐件说明原因。
        </p>
      ),
      okText: '批量通过',
      onOk: () => run({ tasks, decision: { action: 'approve' } }),
    });
  };
  return (
    <PageFrame title="待办" actions={<Link to="/objections?state=filed">待处理的公示异议</Link>}>
      <QueueTabs />
      {told && <BatchResults {...told} />}
      {error !== null && <ProblemNote error={error} retry={again} />}
      <TaskList
        caption="待办"
        done={false}
        columns={TO_DO}
        empty="没有待办。企业提交申报后,会按县区出现在这里。"
        selection={{
          chosen,
          choose: setChosen,
          mayChoose: (task) => task.kind === 'parked' || isInReview(task),
          nameOf: ({ application }) => application.caseNumber,
        }}
        tools={
          <>
            <Suspense fallback={null}>
              <BatchDecisions chosen={chosen} onDone={tell} />
            </Suspense>
            <Button type="primary" size="small" disabled={passable.length === 0} loading={busy} onClick={ask}>
              批量通过{passable.length > 0 ? `(${passable.length})` : ''}
            </Button>
          </>
        }
      />
    </PageFrame>
  );
}
