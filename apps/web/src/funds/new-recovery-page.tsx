import { type Shape } from '@duixian/api-client';
import { permit } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { amountIn } from '../pieces/amount-unit';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { amountRules, fenTyped } from './budget-labels';

type Case = Shape<'ApplicationShape'>;

interface Fields {
  paymentId: string;
  line: string;
  yuan: string;
  reason: string;
  documentNumber: string;
  workingDays: number;
}

const required = (message: string) => [{ required: true, message }];
const lineKey = (clause: string, subject: string | null): string => JSON.stringify([clause, subject]);

/** The maker of the treasury that paid proposes that some of a payment is paid back. Opened from the list of payments. */
export default function NewRecoveryPage() {
  const [search] = useSearchParams();
  const id = search.get('case') ?? '';
  const query = useQuery({
    queryKey: ['application', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/applications/{id}', { params: { path: { id } }, signal })),
    enabled: id !== '',
  });
  return (
    <PageFrame title="提出追回">
      {id === '' ? (
        <p>请在“付款”页面选择错付的款项,点击“追回”。</p>
      ) : (
        <Read query={query} rows={8}>
          {(found) => <ProposalForm found={found} chosen={search.get('payment') ?? ''} />}
        </Read>
      )}
    </PageFrame>
  );
}

function ProposalForm({ found, chosen }: { found: Case; chosen: string }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const regionName = useRegionNames();
  const actor = actorOf(useSignedIn());
  const payments = found.payments.filter(
    ({ state, regionCode }) =>
      (state === 'settled' || state === 'offset') &&
      permit(actor, 'recovery.propose', { regionPath: [regionCode] }).allowed,
  );
  const lines = found.award?.lines ?? [];
  const { run, busy, error, again } = useCommand(
    (key: string, { line, yuan, ...fields }: Fields) => {
      const [clauseId, subject] = JSON.parse(line) as [string, string | null];
      return valueOf(
        api.POST('/api/v1/recoveries', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            ...fields,
            clauseId,
            ...(subject === null ? {} : { subject }),
            amountFen: fenTyped(yuan) ?? 0,
          },
        }),
      );
    },
    ({ id }) => {
      void message.success('已提交,等待复核人员确认后通知企业。');
      void navigate(`/recoveries/${id}`);
    },
  );
  if (payments.length === 0) return <p>这件申报没有由您所在财政支付、已到账的款项。</p>;
  const [first] = payments;
  const [line] = lines;
  return (
    <Panel title={`${found.applicant?.registeredName ?? ''} ${found.caseNumber}`}>
      <Form<Fields>
        layout="vertical"
        initialValues={{
          paymentId: payments.some(({ id }) => id === chosen) ? chosen : first?.id,
          ...(line && lines.length === 1 ? { line: lineKey(line.clause, line.subject) } : {}),
          workingDays: 15,
        }}
        onFinish={run}
      >
        <Form.Item name="paymentId" label="错付的款项" rules={required('请选择款项')}>
          <Select
            options={payments.map(({ id, regionCode, amountFen, settledOn }) => ({
              value: id,
              label: `${regionName(regionCode)} ${amountIn('元', amountFen)} 元 ${settledOn ?? '已抵扣'}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="line" label="不应支付的条款" rules={required('请选择条款')}>
          <Select
            options={lines.map(({ clause, subject, amountFen }) => ({
              value: lineKey(clause, subject),
              label: `${clause}${subject === null ? '' : ` ${subject}`} ${amountIn('元', amountFen)} 元`,
            }))}
          />
        </Form.Item>
        <AmountAndGround />
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          提交复核
        </Button>
      </Form>
    </Panel>
  );
}

const AmountAndGround = () => (
  <>
    <div className="field-grid">
      <Form.Item name="yuan" label="追回金额(元)" rules={amountRules}>
        <Input inputMode="decimal" maxLength={20} />
      </Form.Item>
      <Form.Item name="documentNumber" label="追回决定文号" rules={required('请填写文号')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="workingDays" label="退缴期限(工作日)" rules={required('请填写期限')}>
        <InputNumber min={1} max={120} precision={0} />
      </Form.Item>
    </div>
    <Form.Item name="reason" label="原因(企业可见)" rules={required('请填写原因')}>
      <Input.TextArea maxLength={500} rows={3} />
    </Form.Item>
  </>
);
