import { OFFER_ANSWER_WORKING_DAYS } from '@duixian/workflow';
import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { AS_BYTES, sizeInWords } from '../pieces/files';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Offer } from './offer-words';

type Question = Offer['questions'][number];

/** 企业询问, for officials: what the enterprise asked about the offer, and the answer of the reviewer in charge. */
export function AskedPanel({ offer }: { offer: Offer }) {
  if (offer.questions.length === 0) return null;
  const open = offer.questions.find(({ endedAt }) => endedAt === null);
  return (
    <Panel title="企业询问">
      <p className="muted">答复前确认期限暂停计时;答复后按询问时剩余的工作日顺延。</p>
      <QuestionList offer={offer} />
      {open && offer.allowedActions.includes('answer') && <Answer offerId={offer.id} questionId={open.id} />}
    </Panel>
  );
}

/** Everything that was asked about an offer, with the answers. */
export function QuestionList({ offer: { id, questions } }: { offer: Offer }) {
  return questions.map((each) => <Asked key={each.id} offerId={id} asked={each} />);
}

function Asked({ offerId, asked }: { offerId: string; asked: Question }) {
  const { id, question, askedAt, file, answer, endedAt, mayAttach } = asked;
  return (
    <section aria-label={`询问 ${momentInWords(askedAt)}`} className="remark">
      <span className="muted small">企业询问 · {momentInWords(askedAt)}</span>
      <p className="explanation">{question}</p>
      {file !== null && (
        <p>
          <a href={`/api/v1/offers/${offerId}/questions/${id}/file`} download>
            {file.fileName}
          </a>{' '}
          <span className="muted small">{sizeInWords(file.sizeBytes)}</span>
        </p>
      )}
      {mayAttach && <Attach offerId={offerId} questionId={id} />}
      {answer !== null && endedAt !== null && (
        <>
          <span className="muted small">答复 · {momentInWords(endedAt)}</span>
          <p className="explanation">{answer}</p>
        </>
      )}
      {answer === null && <p className="muted">{standingInWords(asked)}</p>}
    </section>
  );
}

function standingInWords({ endedAt, answerBy, remaining }: Question): string {
  if (endedAt !== null) return '推送已经办结,不再答复。';
  return remaining !== null && remaining < 0
    ? `尚未答复,已超过答复期限 ${answerBy},超期 ${-remaining} 个工作日。`
    : `等待答复,答复期限 ${answerBy}。`;
}

/** Asks before one decides; the form opens on demand. */
export function Ask({ offer: { id, version } }: { offer: Offer }) {
  const [open, setOpen] = useState(false);
  const { run, busy, error, again } = useCommand(
    (key: string, question: string) =>
      valueOf(
        api.POST('/api/v1/offers/{id}/questions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { version, question },
        }),
      ),
    () => setOpen(false),
  );
  if (!open)
    return (
      <div className="form-end">
        <Button type="link" onClick={() => setOpen(true)}>
          有疑问?先询问
        </Button>
      </div>
    );
  return (
    <Form<{ question: string }>
      layout="vertical"
      onFinish={({ question }) => run(question.trim())}
      aria-label="询问"
    >
      <Form.Item
        name="question"
        label="想问什么"
        extra={`由负责的审核部门在 ${OFFER_ANSWER_WORKING_DAYS} 个工作日内答复。等待答复期间确认期限暂停计时,您仍可直接确认或放弃。提交后可以上传一个附件。`}
        rules={[{ required: true, whitespace: true, message: '请填写要询问的内容' }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <div className="page-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          提交询问
        </Button>
        <Button onClick={() => setOpen(false)}>取消</Button>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Form>
  );
}

function Attach({ offerId, questionId }: { offerId: string; questionId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const { run, busy, error, again } = useCommand(
    (key: string, { file, name }: { file: File; name: string; size: number }) =>
      valueOf(
        api.POST('/api/v1/offers/{id}/questions/{questionId}/file', {
          params: {
            path: { id: offerId, questionId },
            query: { fileName: name },
            header: { 'Idempotency-Key': key },
          },
          body: file as never,
          ...AS_BYTES,
        }),
      ),
  );
  return (
    <>
      <HiddenFileInput
        input={input}
        label="询问附件"
        onChoose={(file) => run({ file, name: file.name, size: file.size })}
      />
      <Button size="small" loading={busy} onClick={() => input.current?.click()}>
        上传附件(可不传)
      </Button>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}

function Answer({ offerId, questionId }: { offerId: string; questionId: string }) {
  const { run, busy, error, again } = useCommand((key: string, answer: string) =>
    valueOf(
      api.POST('/api/v1/offers/{id}/questions/{questionId}/answer', {
        params: { path: { id: offerId, questionId }, header: { 'Idempotency-Key': key } },
        body: { answer },
      }),
    ),
  );
  return (
    <Form<{ answer: string }>
      layout="vertical"
      onFinish={({ answer }) => run(answer.trim())}
      aria-label="答复询问"
    >
      <Form.Item
        name="answer"
        label="答复内容"
        extra="企业会收到答复;答复后不能修改。"
        rules={[{ required: true, whitespace: true, message: '请填写答复内容' }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <div className="page-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          提交答复
        </Button>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Form>
  );
}
