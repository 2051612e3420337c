import { type Shape } from '@duixian/api-client';
import { formatYuanGrouped, fen, parseYuan } from '@duixian/money';
import { Button, Form, Input, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { type Case } from './case-query';
import { useCaseAction } from './use-case-action';

interface Decided {
  option?: string;
  yuan?: string;
  documentNumber: string;
  reason: string;
}

/**
 * A decision that the law leaves to the reviewer: one of its options, or an amount within its bounds. The form is named,
 * since several stand on the page and a label leads to the first field of its id.
 */
export function DecideForm({ one, result }: { one: Case; result: Shape<'DeterminationShape'> }) {
  const { run, busy, error, again } = useCaseAction(one);
  const { clause, subject, options = [] } = result;
  return (
    <Form<Decided>
      name={`decide-${clause}-${subject ?? ''}`}
      layout="vertical"
      onFinish={({ option, yuan, documentNumber, reason }) =>
        run({
          action: 'decide',
          clause,
          ...(subject === undefined ? {} : { subject }),
          ...(option === undefined ? {} : { option }),
          ...(yuan === undefined ? {} : { amountFen: parseYuan(yuan.trim()) ?? 0 }),
          documentNumber,
          reason,
        })
      }
    >
      {options.length > 0 ? (
        <Form.Item name="option" label="选择" rules={[{ required: true, message: '请选择一种' }]}>
          <Select
            options={options.map(({ key, meaning, amountFen }) => ({
              value: key,
              label: `${meaning}:${formatYuanGrouped(fen(amountFen))} 元`,
            }))}
          />
        </Form.Item>
      ) : (
        <Form.Item
          name="yuan"
          label="决定金额(元)"
          extra={boundsInWords(result)}
          rules={[
            {
              validator: (_, value: string | undefined) =>
                (parseYuan(value?.trim() ?? '') ?? 0) > 0
                  ? Promise.resolve()
                  : Promise.reject(new Error('请填写金额(元),最多两位小数')),
            },
          ]}
        >
          <Input inputMode="decimal" suffix="元" />
        </Form.Item>
      )}
      <Form.Item
        name="documentNumber"
        label="决定文号"
        rules={[{ required: true, whitespace: true, message: '请填写会议纪要或批复的文号' }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="reason"
        label="理由"
        rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
      >
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button htmlType="submit" loading={busy}>
        记录决定
      </Button>
    </Form>
  );
}

function boundsInWords({ ceilingFen, range }: Shape<'DeterminationShape'>): string {
  if (range) return `${formatYuanGrouped(fen(range.fromFen))} 至 ${formatYuanGrouped(fen(range.toFen))} 元`;
  return ceilingFen === undefined ? '条款未定上限' : `不超过 ${formatYuanGrouped(fen(ceilingFen))} 元`;
}
