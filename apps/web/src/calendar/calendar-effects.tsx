import { type Shape } from '@duixian/api-client';
import { CASE_STAGE_LABELS, type CaseStage } from '@duixian/workflow';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { DataTable } from '../pieces/data-table';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';

export type Preview = Shape<'CalendarPreviewShape'>;

const ODD: Readonly<Record<string, string>> = {
  'no-such-day': '没有这一天,或起止日期颠倒',
  'other-weekday': '星期与日期不符',
  'other-count': '天数与起止日期不符',
  'nothing-found': '没有识别到日期',
};

/** What publishing a year would change, and what in its text does not fit. */
export function Effects({ preview }: { preview: Preview }) {
  const regionName = useRegionNames();
  const { textProblems, workingDaysByMonth, workingDays, notices, deadlines } = preview;
  return (
    <Panel title="预览">
      {textProblems.length > 0 && (
        <Alert
          className="note"
          type="warning"
          showIcon
          title="正文中有对不上的地方,请核对"
          description={
            <ul>
              {textProblems.map(({ text, message }, index) => (
                <li key={index}>
                  {text}:{ODD[message] ?? message}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <p>
        全年工作日 <strong>{workingDays}</strong> 天:
        {workingDaysByMonth.map((days, month) => `${month + 1}月 ${days} 天`).join('、')}
      </p>
      <h3>按周末推算的公示截止日</h3>
      <DataTable
        caption="公示截止日"
        rows={notices}
        keyOf={({ id }) => id}
        empty="没有按周末推算的公示。"
        columns={[
          {
            key: 'number',
            title: '公示',
            heading: true,
            render: ({ id, number }) => <Link to={`/notices/${id}`}>{number}</Link>,
          },
          { key: 'from', title: '已公布的截止日', render: ({ endsOn }) => endsOn },
          {
            key: 'to',
            title: '重新计算后',
            render: ({ endsOn, newEndsOn }) =>
              newEndsOn === endsOn ? '不变(不早于已公布的日期)' : newEndsOn,
          },
        ]}
      />
      <h3>审核时限</h3>
      <DataTable
        caption="审核时限"
        rows={deadlines}
        keyOf={({ regionCode, stage, from, to }) => `${regionCode} ${stage} ${from} ${to}`}
        empty="没有变动的审核时限。"
        columns={[
          {
            key: 'stage',
            title: '环节',
            heading: true,
            render: ({ regionCode, stage }) =>
              `${regionName(regionCode)} ${CASE_STAGE_LABELS[stage as CaseStage] ?? stage}`,
          },
          { key: 'count', title: '件数', align: 'right', render: ({ count }) => count },
          { key: 'from', title: '原截止日', render: ({ from }) => from },
          { key: 'to', title: '重新计算后', render: ({ to }) => to },
        ]}
      />
    </Panel>
  );
}
