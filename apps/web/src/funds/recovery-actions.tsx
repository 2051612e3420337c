import { type Shape } from '@duixian/api-client';
import { RECOVERY_ENTRY_ACTION_LABELS } from '@duixian/workflow';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Recovery = Shape<'RecoveryShape'>;
type Entry = Shape<'RecoveryDetailShape'>['entries'][number];
type Verb = Recovery['allowedActions'][number];
type EntryVerb = Entry['allowedActions'][number];

const VERB_LABELS: Readonly<Record<Verb, string>> = {
  confirm: '同意追回',
  refuse: '不同意追回',
  withdraw: '撤回追回',
};

/** What somebody wants done, with the reason where one is asked for. */
export interface Wish<Action> {
  action: Action;
  note?: string;
}

/** Confirm or refuse a proposed demand, or withdraw one's own. */
export function RecoveryActions({ recovery: { id, version, allowedActions } }: { recovery: Recovery }) {
  const { message } = App.useApp();
  const command = useCommand(
    (key: string, wish: Wish<Verb>) =>
      valueOf(
        api.POST('/api/v1/recoveries/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version },
        }),
      ),
    (_answer, { action }) => void message.success(`已${VERB_LABELS[action]}。`),
  );
  return (
    <Choices id={id} actions={allowedActions} labels={VERB_LABELS} asksWhy={['refuse']} command={command} />
  );
}

/** The enterprise consents or declines, a checker books or refuses, whoever proposed withdraws. */
export function EntryActions({ recoveryId, entry }: { recoveryId: string; entry: Entry }) {
  const { message } = App.useApp();
  const { id: entryId, version, allowedActions } = entry;
  const command = useCommand(
    (key: string, wish: Wish<EntryVerb>) =>
      valueOf(
        api.POST('/api/v1/recoveries/{id}/entries/{entryId}/actions', {
          params: { path: { id: recoveryId, entryId }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version },
        }),
      ),
    (_answer, { action }) => void message.success(`已${RECOVERY_ENTRY_ACTION_LABELS[action]}。`),
  );
  if (allowedActions.length === 0) return entry.mayReverse || entry.reversal ? null : '—';
  return (
    <Choices
      id={entryId}
      actions={allowedActions}
      labels={RECOVERY_ENTRY_ACTION_LABELS}
      asksWhy={['refuse', 'decline']}
      command={command}
    />
  );
}

/** A button for each verb; some ask for a reason first. */
export function Choices<Action extends string>(props: {
  id: string;
  actions: readonly Action[];
  labels: Readonly<Record<Action, string>>;
  asksWhy: readonly Action[];
  command: {
    run: (wish: Wish<Action>) => void;
    busy: boolean;
    error: unknown;
    again: (() => void) | undefined;
  };
}) {
  const { id, actions, labels, asksWhy, command } = props;
  const { run, busy, error, again } = command;
  const [asking, setAsking] = useState<Action | null>(null);
  return (
    <>
      {asking === null ? (
        <div className="page-actions">
          {actions.map((action) => (
            <Button
              key={action}
              size="small"
              type={action === actions[0] ? 'primary' : 'default'}
              loading={busy}
              onClick={() => (asksWhy.includes(action) ? setAsking(action) : run({ action }))}
            >
              {labels[action]}
            </Button>
          ))}
        </div>
      ) : (
        <ReasonForm
          id={`why-${id}`}
          label="理由"
          confirm={labels[asking]}
          busy={busy}
          send={(note) => run({ action: asking, note })}
          back={() => setAsking(null)}
        />
      )}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
