import { AUDIT_CONCLUSION_LABELS, AUDIT_CONCLUSIONS, type AuditConclusion } from '@duixian/workflow';
import { App, Button, Form, Input, Select, Tag } from 'antd';
import { useRef, useState } from 'react';
import { AS_BYTES, sizeInWords } from '../pieces/files';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { dayInWords, momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';
import { useCaseAction } from './use-case-action';

type Audit = Case['audits'][number];

const TONES: Readonly<Record<AuditConclusion, string>> = {
  unqualified: 'success',
  qualified: 'warning',
  adverse: 'error',
};

/** 第三方审计: what the firm said, and while its stage is open, the form for what it says now. */
export function AuditPanel({ one }: { one: Case }) {
  return (
    <Panel title="第三方审计">
      <p className="muted">仅经办人员可见,企业看不到。登记了审计意见才能通过;否定意见须写明理由才能通过。</p>
      {one.audits.map((audit) => (
        <Opinion key={audit.id} caseId={one.id} audit={audit} />
      ))}
      {one.allowedActions.includes('audit') && <OpinionForm key={one.version} one={one} />}
    </Panel>
  );
}

function Opinion({ caseId, audit }: { caseId: string; audit: Audit }) {
  const { id, firmName, firmCode, documentNumber, issuedOn, conclusion, opinion, file, inForce } = audit;
  return (
    <section aria-label={`审计意见 ${documentNumber}`} className="remark">
      <div className="material-head">
        <strong>{firmName}</strong>
        <Tag color={inForce ? TONES[conclusion] : 'default'}>
          {AUDIT_CONCLUSION_LABELS[conclusion]}
          {inForce ? '' : '(不再作数)'}
        </Tag>
      </div>
      <p className="muted small">
        {firmCode} · {documentNumber} · {dayInWords(issuedOn)}
      </p>
      <p>{opinion}</p>
      <a href={`/api/v1/applications/${caseId}/audits/${id}/file`} download>
        {file.fileName}
      </a>{' '}
      <span className="muted small">
        {sizeInWords(file.sizeBytes)} · {momentInWords(audit.recordedAt)} 登记
      </span>
    </section>
  );
}

interface Said {
  firmName: string;
  firmCode: string;
  documentNumber: string;
  issuedOn: string;
  conclusion: AuditConclusion;
  opinion: string;
}

const needed = (message: string) => [{ required: true, whitespace: true, message }];

function OpinionForm({ one }: { one: Case }) {
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [paper, setPaper] = useState<{ id: string; fileName: string } | null>(null);
  const attach = useAttach(one.id, setPaper);
  const record = useCaseAction(one, () => void message.success('审计意见已登记'));
  const say = (said: Said): void => {
    if (!paper) return;
    record.run({
      action: 'audit',
      opinionId: paper.id,
      firmName: said.firmName.trim(),
      firmCode: said.firmCode.trim().toUpperCase(),
      documentNumber: said.documentNumber.trim(),
      issuedOn: said.issuedOn,
      conclusion: said.conclusion,
      opinion: said.opinion.trim(),
    });
  };
  return (
    <>
      <HiddenFileInput input={input} label="审计报告文件" onChoose={attach.run} />
      <Form<Said> layout="vertical" onFinish={say}>
        <OpinionFields />
        <p className="muted small">
          {paper ? `已上传:${paper.fileName}` : '请先上传审计报告(PDF、图片、OFD 或办公文档,不超过 20 MB)。'}
        </p>
        <div className="page-actions">
          <Button loading={attach.busy} onClick={() => input.current?.click()}>
            {paper ? '换一份报告' : '上传审计报告'}
          </Button>
          <Button type="primary" htmlType="submit" disabled={paper === null} loading={record.busy}>
            登记审计意见
          </Button>
        </div>
        {[attach, record].map(
          ({ error, again }, index) =>
            error !== null && <ProblemNote key={index} error={error} retry={again} />,
        )}
      </Form>
    </>
  );
}

/** Sends the firm's report; what is said about it is recorded afterwards. */
const useAttach = (caseId: string, done: (paper: { id: string; fileName: string }) => void) =>
  useCommand(
    (key: string, file: File) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/audits', {
          params: {
            path: { id: caseId },
            query: { fileName: file.name },
            header: { 'Idempotency-Key': key },
          },
          body: file as never,
          ...AS_BYTES,
        }),
      ),
    done,
  );

const OpinionFields = () => (
  <>
    <div className="field-grid">
      <Form.Item name="firmName" label="审计机构" rules={needed('请填写审计机构名称')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="firmCode"
        label="统一社会信用代码"
        rules={[{ required: true, len: 18, message: '请填写 18 位统一社会信用代码' }]}
      >
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="documentNumber" label="报告文号" rules={needed('请填写报告文号')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="issuedOn" label="报告日期" rules={[{ required: true, message: '请选择报告日期' }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="conclusion" label="审计结论" rules={[{ required: true, message: '请选择审计结论' }]}>
        <Select
          options={AUDIT_CONCLUSIONS.map((value) => ({ value, label: AUDIT_CONCLUSION_LABELS[value] }))}
        />
      </Form.Item>
    </div>
    <Form.Item name="opinion" label="意见摘要" rules={needed('请填写意见摘要')}>
      <Input.TextArea rows={3} maxLength={2000} showCount />
    </Form.Item>
  </>
);
