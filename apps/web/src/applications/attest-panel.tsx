import { Button, Checkbox, Form, Input } from 'antd';
import { useVocabulary } from '../facts/vocabulary';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { atLeastOne } from '../pieces/rules';
import { type Case } from './case-query';
import { useCaseAction } from './use-case-action';

interface Attested {
  chosen: string[];
  source: string;
  documentNumber: string;
}

const inWords = ({ clause, subject }: Case['claimsToAttest'][number]['lines'][number]): string =>
  subject === null ? clause : `${clause}(${subject})`;

/** Facts that only the applicant says so far: the reviewer vouches for them with what they looked at, or cannot pass. */
export function AttestPanel({ one }: { one: Case }) {
  const { say } = useVocabulary();
  const { run, busy, error, again } = useCaseAction(one);
  const mayAttest = one.allowedActions.includes('attest');
  const options = one.claimsToAttest.map(({ fact, label, value, expectedSource, lines }) => ({
    value: fact,
    label: (
      <>
        {label}:<strong>{say(fact, value)}</strong>
        <br />
        <span className="muted small">
          应来自 {expectedSource} · 用于 {lines.map(inWords).join('、')}
        </span>
      </>
    ),
  }));
  return (
    <Panel title="待核实数据">
      <p className="muted">以下数据由企业填报,核定金额以其为依据。核实并注明来源后才能通过。</p>
      {mayAttest ? (
        <Form<Attested>
          name="attest"
          layout="vertical"
          initialValues={{ chosen: one.factsToAttest }}
          onFinish={({ chosen, source, documentNumber }) =>
            run({
              action: 'attest',
              attestations: chosen.map((fact) => ({ fact, source, documentNumber })),
            })
          }
        >
          <Form.Item name="chosen" label="核实的数据" rules={atLeastOne('请至少选择一项')}>
            <Checkbox.Group className="stacked" options={options} />
          </Form.Item>
          <div className="field-grid">
            <Form.Item
              name="source"
              label="核实来源"
              rules={[{ required: true, whitespace: true, message: '请写明依据什么核实' }]}
            >
              <Input maxLength={200} placeholder="例如:统计联网直报平台" />
            </Form.Item>
            <Form.Item
              name="documentNumber"
              label="文号或凭证号"
              rules={[{ required: true, whitespace: true, message: '请填写文号或凭证号' }]}
            >
              <Input maxLength={200} />
            </Form.Item>
          </div>
          {error !== null && <ProblemNote error={error} retry={again} />}
          <Button type="primary" htmlType="submit" loading={busy}>
            核实
          </Button>
        </Form>
      ) : (
        <ul>
          {options.map(({ value, label }) => (
            <li key={value}>{label}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
