import { App, Button } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';

/** 催办: a message to whoever holds the case; offered once per working day. */
export function RemindHolder({ one }: { one: Case }) {
  const { message } = App.useApp();
  const { run, busy, error } = useCommand(
    (key: string, id: string) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/reminders', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    () => void message.success('已催办,对方会收到消息。'),
  );
  if (!one.reminders.mayRemind) return null;
  return (
    <>
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <Button loading={busy} onClick={() => run(one.id)}>
        催办
      </Button>
    </>
  );
}
