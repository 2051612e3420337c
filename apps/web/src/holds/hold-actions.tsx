import { type Shape } from '@duixian/api-client';
import { HOLD_ACTION_LABELS, type HoldAction } from '@duixian/workflow';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

export type Hold = Shape<'HoldShape'>;

/** What this person may do about a hold; every verb takes what they found out. */
export function HoldActions({ hold }: { hold: Hold }) {
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<HoldAction | null>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, wish: { action: HoldAction; reason: string }) =>
      valueOf(
        api.POST('/api/v1/holds/{id}/actions', {
          params: { path: { id: hold.id }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version: hold.version },
        }),
      ),
    (_answer, { action }) => {
      setChosen(null);
      void message.success(`已${HOLD_ACTION_LABELS[action]}。`);
    },
  );
  return (
    <>
      {hold.state === 'proposed' && hold.proposedByYou && (
        <span className="muted small">由您提出,须由另一名复核人同意</span>
      )}
      {chosen === null ? (
        <div className="page-actions">
          {(hold.allowedActions as HoldAction[]).map((action) => (
            <Button
              key={action}
              size="small"
              type={action === 'refuse' ? 'default' : 'primary'}
              loading={busy}
              onClick={() => setChosen(action)}
            >
              {HOLD_ACTION_LABELS[action]}
            </Button>
          ))}
        </div>
      ) : (
        <ReasonForm
          id={`hold-${hold.id}`}
          label="核实情况和理由"
          confirm={HOLD_ACTION_LABELS[chosen]}
          busy={busy}
          send={(reason) => run({ action: chosen, reason })}
          back={() => setChosen(null)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
