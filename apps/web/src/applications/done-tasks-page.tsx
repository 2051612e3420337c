import { PageFrame } from '../pieces/page-frame';
import { DONE } from './task-columns';
import { TaskList } from './task-list';

export default function DoneTasksPage() {
  return (
    <PageFrame title="已办">
      <TaskList caption="已办" done columns={DONE} empty="还没有办理过的事项。" />
    </PageFrame>
  );
}
