import { type Shape } from '@duixian/api-client';
import {
  formatDecimal,
  formatYuanGrouped,
  fen,
  multiplyDecimals,
  parseDecimal,
  parseYuan,
  type Decimal,
} from '@duixian/money';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useRef } from 'react';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { ProblemNote } from '../pieces/problem-note';
import { type Case } from './case-query';
import { PaperField, useDecisionPaper } from './decision-paper';
import { useCaseAction } from './use-case-action';

interface Decided {
  option?: string;
  form?: 'amount' | 'ratio';
  yuan?: string;
  percent?: string;
  documentNumber: string;
  reason: string;
}

/**
 * A decision that the law leaves to the reviewer: one of its options, an amount within its bounds, or a share of what the
 * clause names. The form is named, since several stand on the page and a label leads to the first field of its id.
 */
export function DecideForm({ one, result }: { one: Case; result: Shape<'DeterminationShape'> }) {
  const { run, busy, error, again } = useCaseAction(one);
  const input = useRef<HTMLInputElement>(null);
  const attached = useDecisionPaper(one.id);
  const { paper } = attached;
  const { clause, subject, options = [], decidedBy } = result;
  return (
    <>
      <HiddenFileInput input={input} label="决定文件" onChoose={attached.run} />
      <Form<Decided>
        name={`decide-${clause}-${subject ?? ''}`}
        layout="vertical"
        initialValues={{ form: decidedBy?.form ?? 'amount' }}
        onFinish={({ option, yuan, percent, documentNumber, reason }) =>
          run({
            action: 'decide',
            clause,
            ...(subject === undefined ? {} : { subject }),
            ...(option === undefined ? {} : { option }),
            ...(yuan === undefined ? {} : { amountFen: parseYuan(yuan.trim()) ?? 0 }),
            ...(percent === undefined ? {} : { ratio: shareOf(percent) ?? '0' }),
            documentNumber,
            reason,
            ...(paper ? { paperId: paper.id } : {}),
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
          <AmountOrShare result={result} />
        )}
        <Form.Item
          name="documentNumber"
          label="决定文号"
          rules={[{ required: true, whitespace: true, message: '请填写会议纪要或批复的文号' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <PaperField attached={attached} choose={() => input.current?.click()} />
        <Form.Item
          name="reason"
          label="理由"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button htmlType="submit" loading={busy} disabled={attached.busy}>
          记录决定
        </Button>
      </Form>
    </>
  );
}

/** The field of the amount; where the clause speaks of a share, that of the share unless an amount is preferred. */
function AmountOrShare({ result }: { result: Shape<'DeterminationShape'> }) {
  const { decidedBy } = result;
  const isShare = Form.useWatch('form') === 'ratio';
  return (
    <>
      {decidedBy && <p className="muted">条款规定:{decidedBy.rule}。</p>}
      {decidedBy?.form === 'ratio' && (
        <Form.Item name="form" label="决定方式">
          <Radio.Group
            options={[
              { value: 'ratio', label: '按比例' },
              { value: 'amount', label: '按金额' },
            ]}
          />
        </Form.Item>
      )}
      {isShare ? (
        <Form.Item
          name="percent"
          label="决定比例(%)"
          rules={[said(shareOf, '请填写大于 0 的百分数,如 12.5')]}
        >
          <Input inputMode="decimal" suffix="%" maxLength={20} />
        </Form.Item>
      ) : (
        <Form.Item
          name="yuan"
          label="决定金额(元)"
          extra={boundsInWords(result)}
          rules={[said((text) => parseYuan(text) || null, '请填写金额(元),最多两位小数')]}
        >
          <Input inputMode="decimal" suffix="元" />
        </Form.Item>
      )}
    </>
  );
}

const said = (read: (text: string) => unknown, message: string) => ({
  validator: (_: unknown, value: string | undefined) =>
    read(value?.trim() ?? '') === null ? Promise.reject(new Error(message)) : Promise.resolve(),
});

const HUNDREDTH: Decimal = { coefficient: 1n, scale: 2 };

/** "12.5" of a hundred as the share "0.125", exactly; null for what is no number above zero. */
function shareOf(percent: string): string | null {
  const value = parseDecimal(percent.trim());
  return value && value.coefficient > 0n ? formatDecimal(multiplyDecimals(value, HUNDREDTH)) : null;
}

function boundsInWords({ ceilingFen, range }: Shape<'DeterminationShape'>): string {
  if (range) return `${formatYuanGrouped(fen(range.fromFen))} 至 ${formatYuanGrouped(fen(range.toFen))} 元`;
  return ceilingFen === undefined ? '条款未定上限' : `不超过 ${formatYuanGrouped(fen(ceilingFen))} 元`;
}
