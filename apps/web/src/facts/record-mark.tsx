import { type Shape } from '@duixian/api-client';
import { permit } from '@duixian/workflow';
import { App, Button, Form, type FormInstance, Input, Select } from 'antd';
import { useEffect } from 'react';
import { type Choice } from '../pieces/filter-bar';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { useClauseStandings } from './mark';

type Fields = Shape<'RecordCoverageBody'>;

const required = (message: string) => [{ required: true, message }];

/** The calendar day after one, both as YYYY-MM-DD. */
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** One officer's statement; it counts once another confirmed it. What is picked in the list of clauses is taken over. */
export function RecordMark({ clauseIds, close }: { clauseIds: readonly string[]; close: () => void }) {
  const { message } = App.useApp();
  const actor = actorOf(useSignedIn());
  const cities = useRegionChoices('city').filter(
    ({ value }) => permit(actor, 'coverage.record', { regionPath: [value] }).allowed,
  );
  const [form] = Form.useForm<Fields>();
  useEffect(() => {
    if (clauseIds.length > 0) form.setFieldValue('clauseIds', [...clauseIds]);
  }, [form, clauseIds]);
  const { run, busy, error, again } = useCommand(
    (key: string, body: Fields) =>
      valueOf(
        api.POST('/api/v1/earlier-payments/coverage', {
          params: { header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      void message.success('已登记,等待另一名人员确认后生效。');
      close();
    },
  );
  if (cities.length === 0) return null;
  return (
    <Panel title="登记完整性标记">
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ cityCode: cities[0]?.value, clauseIds: [...clauseIds] }}
        onFinish={run}
      >
        <Statement cities={cities} />
        <Clauses form={form} />
        {error !== null && <ProblemNote error={error} retry={again} />}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={busy}>
            登记
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </Form>
    </Panel>
  );
}

function Statement({ cities }: { cities: readonly Choice[] }) {
  const { today } = useSignedIn();
  return (
    <div className="field-grid">
      <Form.Item name="cityCode" label="城市" rules={required('请选择城市')}>
        <Select options={[...cities]} />
      </Form.Item>
      <Form.Item name="documentNumber" label="依据文号" rules={required('请填写说明台账完整的文号')}>
        <Input maxLength={100} placeholder="如:平财函〔2026〕1号" />
      </Form.Item>
      <Form.Item
        name="completeTo"
        label="台账完整至"
        rules={required('请选择日期')}
        extra="截至这一天(含)的兑付都在台账里"
      >
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item
        name="paidHereFrom"
        label="本系统兑付起"
        dependencies={['completeTo']}
        rules={[
          ...required('请选择日期'),
          ({ getFieldValue }) => ({
            validator: (_, from?: string) =>
              refuseGap(getFieldValue('completeTo') as string | undefined, from),
          }),
        ]}
        extra="从这一天起只由本系统兑付,最晚为台账完整日的次日"
      >
        <Input type="date" />
      </Form.Item>
    </div>
  );
}

/** Of days between the ledger and this system nobody would know what was paid. */
function refuseGap(completeTo: string | undefined, from: string | undefined): Promise<void> {
  if (!from || !completeTo || from <= dayAfter(completeTo)) return Promise.resolve();
  return Promise.reject(new Error(`最晚为 ${dayAfter(completeTo)},否则中间几天的兑付没有人知道`));
}

function Clauses({ form }: { form: FormInstance<Fields> }) {
  const { data, isFetching } = useClauseStandings(Form.useWatch('cityCode', form));
  return (
    <Form.Item name="clauseIds" label="条款" rules={required('请至少选择一个条款')}>
      <Select
        mode="multiple"
        maxTagCount={8}
        showSearch={{ optionFilterProp: 'label' }}
        loading={isFetching}
        options={(data?.items ?? []).map(({ clauseId, title }) => ({
          value: clauseId,
          label: `${clauseId} ${title}`,
        }))}
      />
    </Form.Item>
  );
}
