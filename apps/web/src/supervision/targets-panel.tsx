import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Target = Shape<'CountyTargetShape'>;
type Targets = Shape<'CountyTargetsShape'>;
type Given = Shape<'SetTargetBody'>;

/** What each place was to reach in a year, against what the registers count. */
export function TargetsPanel() {
  const [year, setYear] = useState<number>();
  const [open, setOpen] = useState(false);
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['targets', year],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/supervision/targets', {
          params: { query: year === undefined ? {} : { year } },
          signal,
        }),
      ),
  });
  return (
    <Read query={query} rows={6}>
      {(found) => (
        <Panel
          title={`${found.year} 年目标完成情况`}
          extra={
            <>
              {found.years.length > 1 && (
                <Select
                  size="small"
                  aria-label="年度"
                  value={found.year}
                  options={found.years.map((value) => ({ value, label: `${value} 年` }))}
                  onChange={setYear}
                />
              )}
              <ExportButton
                caption="目标完成情况"
                path="/api/v1/exports/targets"
                values={{ year: String(found.year) }}
              />
              {found.maySetAt.length > 0 && (
                <Button size="small" onClick={() => setOpen(true)}>
                  录入目标
                </Button>
              )}
            </>
          }
        >
          <p className="muted">
            实际数按登记数据统计:新增规上企业按首次入统日期,称号按当年新认定(复核不计)。
          </p>
          <DataTable<Target>
            withoutExport
            caption="目标完成情况"
            rows={found.targets}
            keyOf={({ regionCode, kind }) => `${regionCode} ${kind}`}
            columns={columnsOf(regionName)}
            empty="该年度没有录入目标。"
          />
          {open && <TargetDialog found={found} close={() => setOpen(false)} />}
        </Panel>
      )}
    </Read>
  );
}

/** Rounded down: what is not reached is never shown as reached. */
const share = ({ actual, target }: Target): string =>
  target === 0 ? '—' : `${Math.floor((actual * 100) / target)}%`;

const columnsOf = (regionName: (code: string) => string): readonly Column<Target>[] => [
  { key: 'place', title: '地区', heading: true, render: ({ regionCode }) => regionName(regionCode) },
  { key: 'kind', title: '类别', render: ({ kindZh }) => kindZh },
  { key: 'target', title: '目标', align: 'right', render: ({ target }) => target },
  { key: 'actual', title: '实际', align: 'right', render: ({ actual }) => actual },
  { key: 'share', title: '完成率', align: 'right', render: share },
  { key: 'gap', title: '差额', align: 'right', render: ({ actual, target }) => Math.max(0, target - actual) },
  { key: 'source', title: '依据', render: ({ sourceDocument }) => sourceDocument },
];

function TargetDialog({ found, close }: { found: Targets; close: () => void }) {
  const [form] = Form.useForm<Given>();
  const regionName = useRegionNames();
  const kinds = useQuery({
    queryKey: ['target-kinds'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/supervision/target-kinds', { signal })),
  });
  const { run, busy, error, again } = useCommand<Given, unknown>(
    (key, body) =>
      valueOf(
        api.PUT('/api/v1/supervision/targets', { params: { header: { 'Idempotency-Key': key } }, body }),
      ),
    close,
  );
  const required = (message: string) => [{ required: true, message }];
  return (
    <Modal
      open
      title="录入目标"
      okText="保存"
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={{ year: found.year, kind: 'scale.first_entry' }}
        onFinish={({ target, ...rest }) =>
          run({ ...rest, ...(typeof target === 'number' ? { target } : {}) })
        }
      >
        <Form.Item name="regionCode" label="地区" rules={required('请选择地区')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={found.maySetAt.map((value) => ({ value, label: regionName(value) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={required('请选择类别')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(kinds.data?.items ?? []).map(({ kind, kindZh }) => ({ value: kind, label: kindZh }))}
          />
        </Form.Item>
        <div className="field-grid">
          <Form.Item name="year" label="年度" rules={required('请填写年度')}>
            <InputNumber min={2000} max={2099} precision={0} />
          </Form.Item>
          <Form.Item name="target" label="目标" extra="不填即撤回原目标">
            <InputNumber min={0} max={100000} precision={0} />
          </Form.Item>
        </div>
        <Form.Item
          name="sourceDocument"
          label="依据(文件和文号)"
          rules={[{ required: true, whitespace: true, message: '请填写依据' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Modal>
  );
}
