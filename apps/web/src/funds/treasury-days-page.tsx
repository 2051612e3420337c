import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { Amount } from '../pieces/amount';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Day = Shape<'TreasuryDayShape'>;

/** Closed days of the treasuries in reach; its people close the next one on the bank's last statement of it. */
export default function TreasuryDaysPage() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city', 'county');
  const audiences = audiencesOf(useSignedIn());
  return (
    <PageFrame title="日终关账">
      {audiences.includes('finance_checker') && <CloseDay />}
      <ListPage<Day>
        caption="已关账日"
        queryKey={['treasury-days']}
        read={(_page, { regionCode }, signal) =>
          valueOf(
            api.GET('/api/v1/treasury-days', {
              params: { query: regionCode ? { regionCode } : {} },
              signal,
            }),
          )
        }
        exportPath="/api/v1/exports/treasuryDays"
        filters={[{ kind: 'choice', name: 'regionCode', label: '付款财政', options: regions }]}
        columns={[
          { key: 'day', title: '日期', heading: true, render: ({ day }) => day },
          { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
          { key: 'lines', title: '笔数', align: 'right', render: ({ lineCount }) => lineCount },
          {
            key: 'debit',
            title: '支出',
            align: 'right',
            render: ({ debitFen }) => <Amount fen={debitFen} />,
          },
          {
            key: 'credit',
            title: '退回',
            align: 'right',
            render: ({ creditFen }) => <Amount fen={creditFen} />,
          },
          { key: 'closedAt', title: '关账时间', render: ({ closedAt }) => momentInWords(closedAt) },
        ]}
        keyOf={({ regionCode, day }) => `${regionCode}/${day}`}
        empty="还没有关账日。当日差异全部处理后,由复核人员关账。"
      />
    </PageFrame>
  );
}

/** Only a statement that was read can be closed on: treasury and day are those of the statement. */
function CloseDay() {
  const regionName = useRegionNames();
  const statements = useQuery({
    queryKey: ['statements'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/statements', { params: { query: {} }, signal })),
  });
  const items = statements.data?.items ?? [];
  const { run, busy, error, again } = useCommand((key: string, statementId: string) => {
    const chosen = items.find(({ id }) => id === statementId);
    return valueOf(
      api.POST('/api/v1/treasury-days', {
        params: { header: { 'Idempotency-Key': key } },
        body: { regionCode: chosen?.regionCode ?? '', day: chosen?.statementDate ?? '', statementId },
      }),
    );
  });
  return (
    <Panel title="关账">
      <p className="muted">每一笔差异都处理完,才能以银行当日最后一份对账单关账;关账后该日不再接收对账单。</p>
      <Form<{ statementId: string }> layout="vertical" onFinish={({ statementId }) => run(statementId)}>
        <Form.Item
          name="statementId"
          label="当日最后一份对账单"
          rules={[{ required: true, message: '请选择对账单' }]}
        >
          <Select
            loading={statements.isFetching}
            notFoundContent="还没有导入对账单。"
            options={items.map(({ id, regionCode, statementDate, statementNumber }) => ({
              value: id,
              label: `${statementDate} ${regionName(regionCode)} ${statementNumber}`,
            }))}
          />
        </Form.Item>
        {error !== null && <ProblemNote error={error} retry={again} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          关账
        </Button>
      </Form>
    </Panel>
  );
}
