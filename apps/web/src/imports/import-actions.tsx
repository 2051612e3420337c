import { type ImportAction } from '@duixian/workflow';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { countInWords } from '../pieces/figures';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Import } from './import-words';

type Wish =
  | { action: 'commit' | 'discard' }
  | {
      action: 'undo';
      reason: string;
    };

/** Let the good rows take effect, drop the import, or take it back with a reason. */
export function ImportActions({ one }: { one: Import }) {
  const { message, modal } = App.useApp();
  const { run, busy, error, again } = useCommand(
    (key: string, wish: Wish) =>
      valueOf(
        api.POST('/api/v1/imports/{id}/actions', {
          params: { path: { id: one.id }, header: { 'Idempotency-Key': key } },
          body: { ...wish, version: one.version },
        }),
      ),
    (_answer, { action }) => void message.success(DONE[action]),
  );
  const { allowedActions, counts, completeTo } = one;
  const may = (action: ImportAction): boolean => allowedActions.includes(action);
  const taken = counts.rows - counts.rejected;
  const nothing = taken === 0;
  const commit = (): void =>
    void modal.confirm({
      title: `提交 ${countInWords(taken)} 行生效?`,
      content: (
        <>
          <p>
            新增 {countInWords(counts.new)} 行,变更 {countInWords(counts.changed)} 行,较旧留存{' '}
            {countInWords(counts.outdated)} 行,与现有数据一致 {countInWords(counts.known)} 行;
            {countInWords(counts.rejected)} 行有错误,不会导入。
          </p>
          {completeTo !== null && (
            <p>
              {counts.rejected === 0
                ? `生效后标记为完整至 ${completeTo}:文件中没有的视为没有。`
                : `因有未导入的行,本次不标记“完整至 ${completeTo}”。`}
            </p>
          )}
        </>
      ),
      okText: '提交生效',
      onOk: () => run({ action: 'commit' }),
    });
  const discard = (): void =>
    void modal.confirm({
      title: '放弃这次导入?',
      content: '不会产生任何影响;同一文件以后可以重新导入。',
      okText: '放弃导入',
      okButtonProps: { danger: true },
      onOk: () => run({ action: 'discard' }),
    });
  if (allowedActions.length === 0) return null;
  return (
    <Panel title="办理">
      {may('commit') && nothing && <p>没有可以导入的行:全部有错误。请放弃本次导入,改好文件后重新导入。</p>}
      {error !== null && <ProblemNote error={error} retry={again} />}
      {(may('commit') || may('discard')) && (
        <div className="form-end">
          {may('commit') && (
            <Button type="primary" disabled={nothing} loading={busy} onClick={commit}>
              提交生效
            </Button>
          )}
          {may('discard') && (
            <Button disabled={busy} onClick={discard}>
              放弃导入
            </Button>
          )}
        </div>
      )}
      {may('undo') && <Undo busy={busy} undo={(reason) => run({ action: 'undo', reason })} />}
    </Panel>
  );
}

const DONE: Readonly<Record<Wish['action'], string>> = {
  commit: '已提交,正在生效。',
  discard: '已放弃本次导入。',
  undo: '已撤销本次导入。',
};

function Undo({ busy, undo }: { busy: boolean; undo: (reason: string) => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  if (!open) {
    return (
      <Button danger onClick={() => setOpen(true)}>
        撤销导入
      </Button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (reason.trim() !== '') undo(reason.trim());
      }}
    >
      <p>撤销后,本次导入带来的数据不再有效,记录仍保留。已有企业据此获得奖补的,不能撤销。</p>
      <label htmlFor="undo-reason">撤销原因(必填)</label>
      <Input.TextArea
        id="undo-reason"
        rows={2}
        maxLength={500}
        value={reason}
        aria-invalid={asked && reason.trim() === ''}
        onChange={({ target }) => setReason(target.value)}
      />
      <p role="alert" className="material-missing">
        {asked && reason.trim() === '' && '请填写撤销原因。'}
      </p>
      <div className="form-end">
        <Button danger htmlType="submit" loading={busy}>
          确认撤销
        </Button>
        <Button onClick={() => setOpen(false)}>返回</Button>
      </div>
    </form>
  );
}
