import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useNavigate } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { useClauses } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

interface Fields {
  mode: 'dry' | 'real';
  asOf: string;
  cityCode: string;
  counties?: string[];
  callIds?: string[];
  clauses?: string[];
}

const required = (message: string) => [{ required: true, message }];

/** Ordering a run: dry or for real, as of which day, where, for which calls and clauses. */
export default function NewSweepPage() {
  const { grants, today } = useSignedIn();
  const regionName = useRegionNames();
  const cities = grants.filter(({ role }) => role === 'policy_officer').map(({ regionCode }) => regionCode);
  const [form] = Form.useForm<Fields>();
  const cityCode = Form.useWatch('cityCode', form) ?? cities[0];
  const navigate = useNavigate();
  const { run, busy, error, again } = useOrder((id) => void navigate(`/sweeps/${id}`));
  return (
    <PageFrame title="发起比对">
      <Panel title="比对范围">
        <Form<Fields>
          form={form}
          layout="vertical"
          initialValues={{ mode: 'dry', asOf: today, cityCode: cities[0] }}
          onFinish={run}
        >
          <Form.Item name="mode" label="方式">
            <Radio.Group
              className="stacked"
              options={[
                { value: 'dry', label: '试比对:只看结果,不会推送,可以随时做' },
                {
                  value: 'real',
                  label: '正式比对:结果由另一名政策管理员审定后推送;一个城市同时只能有一次',
                },
              ]}
            />
          </Form.Item>
          <div className="field-grid">
            <Form.Item
              name="asOf"
              label="比对日期"
              rules={required('请选择比对日期')}
              extra="按这一天的数据和有效政策核定,最晚为今天"
            >
              <Input type="date" max={today} />
            </Form.Item>
            <Form.Item name="cityCode" label="城市" rules={required('请选择城市')}>
              <Select options={cities.map((value) => ({ value, label: regionName(value) }))} />
            </Form.Item>
          </div>
          <Scope cityCode={cityCode} />
          {error !== null && <ProblemNote error={error} retry={again} />}
          <div className="form-end">
            <Button type="primary" htmlType="submit" size="large" loading={busy}>
              开始比对
            </Button>
          </div>
        </Form>
      </Panel>
    </PageFrame>
  );
}

/** Everything by default; narrowed on purpose only. */
function Scope({ cityCode }: { cityCode: string | undefined }) {
  const counties = useRegionChoices('county').filter(
    ({ value }) => cityCode !== undefined && value.startsWith(cityCode.slice(0, 4)),
  );
  const calls = useQuery({
    queryKey: ['calls'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/calls', { signal })),
  });
  const clauses = useClauses();
  const published = (calls.data?.items ?? []).filter(({ state }) => state === 'published');
  return (
    <>
      <Form.Item name="counties" label="县区(不选则为全市)">
        <Select
          mode="multiple"
          options={counties}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全市"
        />
      </Form.Item>
      <Form.Item name="callIds" label="申报通知(不选则为全部受理中的通知)">
        <Select
          mode="multiple"
          loading={calls.isFetching}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部"
          options={published.map(({ id, number, title, testedFrom, testedTo }: Shape<'CallShape'>) => ({
            value: id,
            label: `${number} ${title}(考核期间 ${testedFrom} 至 ${testedTo})`,
          }))}
        />
      </Form.Item>
      <Form.Item name="clauses" label="条款(不选则为全部按公式计算的条款)">
        <Select
          mode="multiple"
          loading={clauses.isFetching}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部"
          options={(clauses.data?.items ?? []).map(({ id, title }) => ({
            value: id,
            label: `${id} ${title}`,
          }))}
        />
      </Form.Item>
    </>
  );
}

const some = (values: string[] | undefined): string[] | undefined =>
  values === undefined || values.length === 0 ? undefined : values;

const useOrder = (onDone: (id: string) => void) =>
  useCommand(
    (key: string, { mode, asOf, cityCode, counties, callIds, clauses }: Fields) => {
      const [calls, asked] = [some(callIds), some(clauses)];
      return valueOf(
        api.POST('/api/v1/sweeps', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            asOf,
            dryRun: mode === 'dry',
            scope: some(counties) ?? [cityCode],
            ...(calls ? { callIds: calls } : {}),
            ...(asked ? { clauses: asked } : {}),
          },
        }),
      );
    },
    ({ id }) => onDone(id),
  );
