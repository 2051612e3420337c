import { type Shape } from '@duixian/api-client';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { sayLawProblem } from './law-problem-words.table';

type Version = Shape<'PolicyTextShape'>;
type Verb = 'validate' | 'try' | 'approve' | 'publish';

const VERBS: readonly Verb[] = ['validate', 'try', 'approve', 'publish'];
const LABELS: Readonly<Record<Verb, string>> = {
  validate: '校验',
  try: '按真实数据试算',
  approve: '审定',
  publish: '发布',
};

const consequenceOf = (verb: Verb, { effectiveFrom }: Version): string | null => {
  if (verb === 'approve') return '审定后文本和用例不能再修改。请先核对与现行版本的差别和试算结果。';
  if (verb === 'publish')
    return `自 ${effectiveFrom} 起施行,现行版本同日起被取代。发布后不能修改或撤回,只能再起草新版本。`;
  return null;
};

/** What comes next, for whoever works at it. */
function nextOf({ status, tried, ownWork, allowedActions }: Version): string {
  if (status === 'published') return '已发布的版本不能修改。要改动,请以此起草新版本。';
  if (status === 'withdrawn') return '已撤回,不再继续。要改动,请以此起草新版本。';
  if (status === 'approved') return '已审定,发布后自施行日期起执行。';
  if (status === 'tried' && ownWork)
    return '您起草或修改过这一版本,不能由您审定:须由本地另一名政策管理员审定。';
  if (status === 'tried' && allowedActions.includes('approve'))
    return '核对差别和试算结果后审定;发现问题可以修改,修改后须重新校验、试算。';
  if (status === 'validated' && !tried) return '校验已通过。下一步按真实数据试算,再由另一名政策管理员审定。';
  return '下一步:校验,用例全部一致才能通过。';
}

/** What is to be done with a version: each step, what it leads to, or why it is not offered. */
export function VersionActions({ version }: { version: Version }) {
  const { modal } = App.useApp();
  const { id, revision, allowedActions } = version;
  const { run, busy, error, again } = useCommand(
    (key: string, given: { action: Verb | 'withdraw'; reason?: string }) =>
      valueOf(
        api.POST('/api/v1/policies/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { ...given, revision } as never,
        }),
      ),
  );
  const ask = (verb: Verb): void => {
    const content = consequenceOf(verb, version);
    if (content === null) run({ action: verb });
    else
      void modal.confirm({
        title: `${LABELS[verb]}“${version.title}”第 ${version.version} 版?`,
        content,
        okText: LABELS[verb],
        onOk: () => run({ action: verb }),
      });
  };
  return (
    <Panel title="办理">
      <p role="status">{nextOf(version)}</p>
      <p className="page-actions">
        {allowedActions.includes('edit') && (
          <Link to={`/versions/${id}/edit`}>
            <Button>修改</Button>
          </Link>
        )}
        {VERBS.filter((verb) => allowedActions.includes(verb)).map((verb) => (
          <Button
            key={verb}
            type={verb === 'try' && version.tried ? 'default' : 'primary'}
            loading={busy}
            onClick={() => ask(verb)}
          >
            {verb === 'try' && version.tried ? '重新试算' : LABELS[verb]}
          </Button>
        ))}
        <Link to={`/versions/new?from=${id}`}>
          <Button>以此起草新版本</Button>
        </Link>
      </p>
      {error !== null && <ProblemNote error={error} retry={again} say={sayLawProblem} />}
      {allowedActions.includes('withdraw') && (
        <Withdraw busy={busy} run={(reason) => run({ action: 'withdraw', reason })} />
      )}
    </Panel>
  );
}

function Withdraw({ busy, run }: { busy: boolean; run: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <details>
      <summary>撤回这一版本</summary>
      <label htmlFor="withdraw-reason">撤回原因(必填)</label>
      <Input.TextArea
        id="withdraw-reason"
        maxLength={2000}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        {...(asked && reason.trim() === '' ? { status: 'error' as const } : {})}
      />
      {asked && reason.trim() === '' && <p role="alert">请填写撤回原因</p>}
      <p>
        <Button
          danger
          loading={busy}
          onClick={() => {
            setAsked(true);
            if (reason.trim() !== '') run(reason.trim());
          }}
        >
          确认撤回
        </Button>
      </p>
    </details>
  );
}
