import { CASE_STAGE_LABELS, type CaseStage, ROLE_LABELS } from '@duixian/workflow';
import { Button, Form, Input, Radio } from 'antd';
import { useRef, useState } from 'react';
import { AS_BYTES, sizeInWords } from '../pieces/files';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { ReasonForm } from '../pieces/reason-form';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';
import { OpinionTag } from './opinions-page';
import { OpinionTemplateChoice } from './opinion-template-choice';

type Consultation = Case['consultations'][number];
type Opinion = Consultation['opinions'][number];

/** 征求部门意见: what departments were asked about the case and what each of them answered. */
export function ConsultationsPanel({ one }: { one: Case }) {
  if (one.consultations.length === 0) return null;
  return (
    <Panel title="部门意见">
      <p className="muted">仅经办人员可见,企业看不到。征求意见期间审核时限暂停计时。</p>
      {one.consultations.map((asked) => (
        <Asked key={asked.id} one={one} asked={asked} />
      ))}
    </Panel>
  );
}

function Asked({ one, asked }: { one: Case; asked: Consultation }) {
  const { stage, askedAt, question, opinions, recallReason } = asked;
  return (
    <section aria-label={`征求意见 ${momentInWords(askedAt)}`} className="remark">
      <span className="muted small">
        {CASE_STAGE_LABELS[stage as CaseStage]} · {momentInWords(askedAt)}
      </span>
      <p>{question}</p>
      <ul className="materials">
        {opinions.map((opinion) => (
          <OpinionRow key={opinion.id} one={one} opinion={opinion} endedHow={asked.endedHow} />
        ))}
      </ul>
      {recallReason !== null && <p className="muted">撤回原因:{recallReason}</p>}
      {asked.mayRecall && <Recall caseId={one.id} consultationId={asked.id} />}
    </section>
  );
}

interface RowGiven {
  readonly one: Case;
  readonly opinion: Opinion;
  readonly endedHow: Consultation['endedHow'];
}

function OpinionRow({ one, opinion, endedHow }: RowGiven) {
  const regionName = useRegionNames();
  const { id, regionCode, role, agrees, answeredAt, file, yours } = opinion;
  return (
    <li>
      <div className="material-head">
        <strong>
          {regionName(regionCode)} {ROLE_LABELS[role]}
        </strong>
        <OpinionTag agrees={agrees} endedHow={endedHow} />
      </div>
      {opinion.opinion !== null && <p>{opinion.opinion}</p>}
      {answeredAt !== null && <span className="muted small">{momentInWords(answeredAt)}</span>}
      {file !== null && (
        <div>
          <a href={`/api/v1/applications/${one.id}/opinions/${id}/file`} download>
            {file.fileName}
          </a>{' '}
          <span className="muted small">{sizeInWords(file.sizeBytes)}</span>
        </div>
      )}
      {yours && <AnswerForm one={one} opinionId={id} />}
    </li>
  );
}

interface Answer {
  agrees: boolean;
  opinion: string;
}

function AnswerForm({ one, opinionId }: { one: Case; opinionId: string }) {
  const [form] = Form.useForm<Answer>();
  const input = useRef<HTMLInputElement>(null);
  const path = { id: one.id, opinionId };
  const attach = useCommand((key: string, { file, name }: { file: File; name: string; size: number }) =>
    valueOf(
      api.POST('/api/v1/applications/{id}/opinions/{opinionId}/file', {
        params: { path, query: { fileName: name }, header: { 'Idempotency-Key': key } },
        body: file as never,
        ...AS_BYTES,
      }),
    ),
  );
  const answer = useCommand((key: string, body: Answer) =>
    valueOf(
      api.POST('/api/v1/applications/{id}/opinions/{opinionId}', {
        params: { path, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
  return (
    <>
      <HiddenFileInput
        input={input}
        label="意见附件"
        onChoose={(file) => attach.run({ file, name: file.name, size: file.size })}
      />
      <Form<Answer>
        form={form}
        layout="vertical"
        onFinish={({ agrees, opinion }) => answer.run({ agrees, opinion: opinion.trim() })}
      >
        <Form.Item name="agrees" label="本部门意见" rules={[{ required: true, message: '请选择是否同意' }]}>
          <Radio.Group
            options={[
              { value: true, label: '同意' },
              { value: false, label: '不同意' },
            ]}
          />
        </Form.Item>
        <OpinionTemplateChoice
          one={one}
          verb="answer"
          choose={(words) => form.setFieldValue('opinion', words)}
        />
        <Form.Item
          name="opinion"
          label="意见内容"
          rules={[{ required: true, whitespace: true, message: '请填写意见内容' }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
        <div className="page-actions">
          <Button loading={attach.busy} onClick={() => input.current?.click()}>
            上传意见附件(可不传)
          </Button>
          <Button type="primary" htmlType="submit" loading={answer.busy}>
            提交答复
          </Button>
        </div>
        <p className="muted small">答复后不能修改,您不能再办理此件的其他环节。</p>
        {[attach, answer].map(
          ({ error, again }, index) =>
            error !== null && <ProblemNote key={index} error={error} retry={again} />,
        )}
      </Form>
    </>
  );
}

function Recall({ caseId, consultationId }: { caseId: string; consultationId: string }) {
  const [open, setOpen] = useState(false);
  const { run, busy, error, again } = useCommand((key: string, reason: string) =>
    valueOf(
      api.POST('/api/v1/applications/{id}/consultations/{consultationId}/recall', {
        params: { path: { id: caseId, consultationId }, header: { 'Idempotency-Key': key } },
        body: { reason },
      }),
    ),
  );
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        撤回征求意见
      </Button>
    );
  return (
    <>
      <ReasonForm
        id="recall-reason"
        label="撤回原因"
        confirm="确认撤回征求意见"
        busy={busy}
        send={run}
        back={() => setOpen(false)}
      />
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}
