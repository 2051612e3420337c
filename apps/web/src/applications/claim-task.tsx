import { APPLICATION_ACTION_LABELS } from '@duixian/workflow';
import { App, Button } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { type Case } from './case-query';
import { useCaseAction } from './use-case-action';

/** 认领: the task of this case becomes one's own, by one click; it can be put back. */
export function ClaimTask({ one }: { one: Case }) {
  const { message } = App.useApp();
  const { run, busy, error, again } = useCaseAction(one, () => {
    void message.success(`${one.caseNumber} 已认领,由您办理。`);
  });
  return (
    <>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button loading={busy} onClick={() => run({ action: 'claim' })}>
        {APPLICATION_ACTION_LABELS.claim}
      </Button>
    </>
  );
}
