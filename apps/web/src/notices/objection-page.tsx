import { type Shape } from '@duixian/api-client';
import { OBJECTION_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { choicesOf } from '../pieces/filter-bar';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { OUTCOME_LABELS } from './objection-outcomes';

type Objection = Shape<'ObjectionShape'>;
type Resolution = Pick<Shape<'ResolveObjectionBody'>, 'outcome' | 'reply'>;

const KIND_LABELS: Readonly<Record<string, string>> = { person: '个人', organisation: '单位' };

/** One objection with who filed it and why; whoever handles it ends it with a reply. */
export default function ObjectionPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['objections', 'one', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/objections/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame title="公示异议">
      <Read query={query} rows={14}>
        {(objection) => <Content objection={objection} />}
      </Read>
    </PageFrame>
  );
}

function Content({ objection }: { objection: Objection }) {
  const { noticeId, position, applicationId, objectorKind, state, allowedActions } = objection;
  return (
    <div className="columns columns-even">
      <Panel title="基本情况" extra={<StateTag labels={OBJECTION_STATE_LABELS} state={state} />}>
        <dl className="pairs">
          <Pair name="公示">
            <Link to={`/notices/${noticeId}`}>公示名单第 {position} 行</Link>
          </Pair>
          <Pair name="涉及申报">
            <Link to={`/cases/${applicationId}`}>打开申报</Link>
          </Pair>
          <Pair name={`异议人(${KIND_LABELS[objectorKind] ?? objectorKind})`}>{objection.objectorName}</Pair>
          <Pair name="证件号码">{objection.identityNumber}</Pair>
          <Pair name="联系电话">{objection.phone}</Pair>
          <Pair name="提出时间">{momentInWords(objection.filedAt)}</Pair>
        </dl>
      </Panel>
      <div>
        <Panel title="异议内容">
          <h3>理由</h3>
          <p className="as-written">{objection.reason}</p>
          <h3>证据</h3>
          <p className="as-written">{objection.evidence}</p>
        </Panel>
        {objection.outcome !== null && <Resolved objection={objection} />}
        {allowedActions.length > 0 && <ResolveForm key={objection.version} objection={objection} />}
        {objection.outcome === null && allowedActions.length === 0 && (
          <Alert
            type="info"
            showIcon
            title="等待处理"
            description="由该市未经办此件其他环节的复审人员处理。"
          />
        )}
      </div>
    </div>
  );
}

function Resolved({ objection: { outcome, reply, resolvedAt } }: { objection: Objection }) {
  return (
    <Panel title="处理结果">
      <p>
        <strong>{OUTCOME_LABELS[outcome ?? ''] ?? outcome}</strong>
        {resolvedAt && <span className="muted small"> {momentInWords(resolvedAt)}</span>}
      </p>
      <p className="as-written">{reply}</p>
    </Panel>
  );
}

function ResolveForm({ objection: { id, version } }: { objection: Objection }) {
  const { run, busy, error, again } = useCommand((key: string, given: Resolution) =>
    valueOf(
      api.POST('/api/v1/objections/{id}/resolution', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...given, version },
      }),
    ),
  );
  return (
    <Panel title="处理">
      <Form<Resolution> layout="vertical" onFinish={run}>
        <Form.Item name="outcome" label="处理结果" rules={[{ required: true, message: '请选择处理结果' }]}>
          <Radio.Group className="stacked" options={choicesOf(OUTCOME_LABELS)} />
        </Form.Item>
        <Form.Item
          name="reply"
          label="答复异议人"
          extra="异议人凭回执可以看到;请写明核实情况和结论。"
          rules={[{ required: true, whitespace: true, min: 2, message: '请填写答复' }]}
        >
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          提交处理结果
        </Button>
      </Form>
    </Panel>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
