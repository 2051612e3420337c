import { CASE_STAGE_LABELS, type CaseStage } from '@duixian/workflow';
import { Button, Form, Input } from 'antd';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';

/** Remarks among officials on a case; the applicant never sees them. */
export function NotesPanel({ one: { id, notes }, mayWrite }: { one: Case; mayWrite: boolean }) {
  const [form] = Form.useForm<{ body: string }>();
  const { run, busy, error, again } = useCommand(
    (key: string, body: string) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/notes', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { body },
        }),
      ),
    () => form.resetFields(),
  );
  return (
    <Panel title="内部备注">
      <p className="muted">仅经办人员可见,企业看不到。</p>
      {notes.map((note) => (
        <div key={note.id} className="remark">
          <span className="muted small">
            {note.byName} · {momentInWords(note.writtenAt)}
            {note.stage && ` · ${CASE_STAGE_LABELS[note.stage as CaseStage] ?? note.stage}`}
          </span>
          <p>{note.body}</p>
        </div>
      ))}
      {notes.length === 0 && <p className="muted">还没有备注。</p>}
      {mayWrite && (
        <Form form={form} layout="vertical" onFinish={({ body }) => run(body.trim())}>
          <Form.Item
            name="body"
            label="写备注"
            rules={[{ required: true, whitespace: true, message: '请填写备注内容' }]}
          >
            <Input.TextArea rows={2} maxLength={4000} />
          </Form.Item>
          {error !== null && <ProblemNote error={error} retry={again} />}
          <Button htmlType="submit" loading={busy}>
            保存备注
          </Button>
        </Form>
      )}
    </Panel>
  );
}
