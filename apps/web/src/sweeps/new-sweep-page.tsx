import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useNavigate } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { useClauseStandings } from '../facts/mark';
import { useClauseById } from '../policies/clauses';
import { DoubtfulRegisters } from './register-standings';
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
  const asOf = Form.useWatch('asOf', form) ?? today;
  const clauses = Form.useWatch('clauses', form);
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
          <Scope cityCode={cityCode} asOf={asOf} />
          {error !== null && <ProblemNote error={error} retry={again} />}
          <div className="form-end">
            <Button type="primary" htmlType="submit" size="large" loading={busy}>
              开始比对
            </Button>
          </div>
        </Form>
      </Panel>
      <DoubtfulRegisters cityCode={cityCode} asOf={asOf} clauses={clauses} />
    </PageFrame>
  );
}

/** Everything by default; narrowed on purpose only, to what this city and day hold. */
function Scope({ cityCode, asOf }: { cityCode: string | undefined; asOf: string | undefined }) {
  const counties = useRegionChoices('county').filter(
    ({ value }) => cityCode !== undefined && value.startsWith(cityCode.slice(0, 4)),
  );
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
      <Calls cityCode={cityCode} asOf={asOf} />
      <Clauses cityCode={cityCode} />
    </>
  );
}

function Calls({ cityCode, asOf = '' }: { cityCode: string | undefined; asOf: string | undefined }) {
  const calls = useQuery({
    queryKey: ['calls'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/calls', { signal })),
  });
  const places = cityCode === undefined ? [] : [cityCode, `${cityCode.slice(0, 2)}0000`];
  const paying = (calls.data?.items ?? []).filter(
    ({ state, cityCode: place, testedFrom, testedTo }) =>
      state === 'published' && places.includes(place) && testedFrom <= asOf && asOf <= testedTo,
  );
  const refuseOthers = (_: unknown, chosen: readonly string[] = []): Promise<void> =>
    chosen.every((id) => paying.some((call) => call.id === id))
      ? Promise.resolve()
      : Promise.reject(new Error('有的申报通知的考核期间不包含比对日期,请去掉或改日期'));
  return (
    <Form.Item
      name="callIds"
      label="申报通知(不选则为全部考核期间包含比对日期的通知)"
      dependencies={['asOf']}
      rules={[{ validator: refuseOthers }]}
    >
      <Select
        mode="multiple"
        loading={calls.isFetching}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部"
        options={paying.map(({ id, number, title, testedFrom, testedTo }) => ({
          value: id,
          label: `${number} ${title}(考核期间 ${testedFrom} 至 ${testedTo})`,
        }))}
      />
    </Form.Item>
  );
}

/** Clauses that are computed in the city; what only repeats another one is looked at there. */
function Clauses({ cityCode }: { cityCode: string | undefined }) {
  const standings = useClauseStandings(cityCode);
  const clauseOf = useClauseById();
  const computed = (standings.data?.items ?? []).filter(
    ({ clauseId }) => (clauseOf(clauseId)?.treatment ?? 'restatement') !== 'restatement',
  );
  return (
    <Form.Item name="clauses" label="条款(不选则为全部按公式计算的条款)">
      <Select
        mode="multiple"
        loading={standings.isFetching}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部"
        options={computed.map(({ clauseId, title }) => ({ value: clauseId, label: `${clauseId} ${title}` }))}
      />
    </Form.Item>
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
