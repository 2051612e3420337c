import { type Shape } from '@duixian/api-client';
import { RECOVERY_ENTRY_KIND_LABELS } from '@duixian/workflow';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { amountIn } from '../pieces/amount-unit';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { amountRules, fenTyped } from './budget-labels';

type Recovery = Shape<'RecoveryDetailShape'>;
type Kind = Recovery['mayRecord'][number];

interface Fields {
  kind: Kind;
  /** An incoming line as `statement/position`; empty for money that no statement shows yet. */
  line?: string;
  bankReference?: string;
  paidOn?: string;
  offsetPaymentId?: string;
  yuan?: string;
  note: string;
}

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** The maker proposes what became of a part of a demand; a checker books it, an offset after the enterprise consented. */
export function RecordEntry({ recovery }: { recovery: Recovery }) {
  const { message } = App.useApp();
  const { id, version, mayRecord } = recovery;
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'repayment';
  const line = Form.useWatch('line', form) ?? '';
  const { run, busy, error, again } = useCommand(
    (key: string, fields: Fields) =>
      valueOf(
        api.POST('/api/v1/recoveries/{id}/entries', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { version, ...bodyOf(fields) },
        }),
      ),
    () => {
      void message.success('已登记,等待办理。');
      form.resetFields();
    },
  );
  return (
    <Panel title="登记退缴、抵扣或核销">
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'repayment', line: '' }}
        onFinish={run}
      >
        <Form.Item name="kind" label="事项">
          <Radio.Group
            options={mayRecord.map((each) => ({ value: each, label: RECOVERY_ENTRY_KIND_LABELS[each] }))}
          />
        </Form.Item>
        <Money kind={kind} recovery={recovery} />
        <div className="field-grid">
          {(kind !== 'repayment' || line === '') && (
            <Form.Item name="yuan" label="金额(元)" rules={amountRules}>
              <Input inputMode="decimal" maxLength={20} />
            </Form.Item>
          )}
          {kind === 'repayment' && line === '' && (
            <>
              <Form.Item name="bankReference" label="银行流水号" rules={required('请填写银行流水号')}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name="paidOn" label="到账日期" rules={required('请填写到账日期')}>
                <Input type="date" />
              </Form.Item>
            </>
          )}
          <Form.Item name="note" label="说明" rules={required('请填写说明')}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          提交
        </Button>
      </Form>
    </Panel>
  );
}

/** Where the money is: in a statement, or in a payment that waits. */
function Money({ kind, recovery: { incoming, offsettable } }: { kind: Kind; recovery: Recovery }) {
  return (
    <>
      {kind === 'repayment' && (
        <Form.Item name="line" label="对账单来款">
          <Select
            options={[
              { value: '', label: '对账单尚未显示,按银行回单登记' },
              ...incoming.map(
                ({ statementId, position, bankSerial, amountFen, counterpartyName, bookedOn }) => ({
                  value: `${statementId}/${position}`,
                  label: `${bookedOn} ${counterpartyName} ${amountIn('元', amountFen)} 元 ${bankSerial}`,
                }),
              ),
            ]}
          />
        </Form.Item>
      )}
      {kind === 'offset' && (
        <Form.Item name="offsetPaymentId" label="抵扣的付款" rules={required('请选择付款')}>
          <Select
            notFoundContent="本财政没有应付给该企业、尚未编批的付款。"
            options={offsettable.map(({ paymentId, caseNumber, amountFen }) => ({
              value: paymentId,
              label: `${caseNumber} ${amountIn('元', amountFen)} 元`,
            }))}
          />
        </Form.Item>
      )}
    </>
  );
}

function bodyOf({ kind, line = '', bankReference, paidOn, offsetPaymentId, yuan, note }: Fields) {
  const amountFen = fenTyped(yuan) ?? 0;
  if (kind === 'offset') return { kind, note, amountFen, ...(offsetPaymentId ? { offsetPaymentId } : {}) };
  if (kind === 'write_off') return { kind, note, amountFen };
  if (line === '')
    return {
      kind,
      note,
      amountFen,
      ...(bankReference ? { bankReference } : {}),
      ...(paidOn ? { paidOn } : {}),
    };
  const [statementId = '', position] = line.split('/');
  return { kind, note, line: { statementId, position: Number(position) } };
}
