import { PageFrame } from '../pieces/page-frame';
import { QueueTabs } from './queue-tabs';
import { DONE } from './task-columns';
import { TaskList } from './task-list';

export default function DoneTasksPage() {
  return (
    <PageFrame title="已办">
      <QueueTabs />
      <TaskList caption="已办" done columns={DONE} empty="您还没有办理过事项。" />
    </PageFrame>
  );
}
