import { type Shape } from '@duixian/api-client';
import { eventInWords } from '@duixian/workflow';
import { Link } from 'react-router';
import { type Column } from '../pieces/columns';
import { DeadlineLight } from '../pieces/light';
import { momentInWords } from '../pieces/moments';
import { Applicant, CaseAmount, PaidClauses } from './case-columns';
import { TASK_LABELS } from './task-labels';

export type Task = Shape<'TaskShape'>;

const CASE: readonly Column<Task>[] = [
  {
    key: 'case',
    title: '业务编号',
    heading: true,
    width: 150,
    render: ({ application }) => <Link to={`/cases/${application.id}`}>{application.caseNumber}</Link>,
  },
  {
    key: 'applicant',
    title: '企业名称和信用代码',
    render: ({ application }) => <Applicant {...application} />,
  },
  { key: 'county', title: '县区', width: 64, render: ({ application }) => application.county },
  { key: 'clauses', title: '条款', render: ({ application }) => <PaidClauses {...application} /> },
  {
    key: 'amount',
    title: '核定金额',
    align: 'right',
    render: ({ application }) => <CaseAmount {...application} />,
  },
  { key: 'kind', title: '环节', render: ({ kind }) => TASK_LABELS[kind] ?? kind },
];

export const TO_DO: readonly Column<Task>[] = [
  ...CASE,
  { key: 'assignee', title: '承办人', render: ({ assignee }) => assignee?.name ?? '—' },
  { key: 'openedAt', title: '到达时间', render: ({ openedAt }) => momentInWords(openedAt) },
  {
    key: 'light',
    title: '剩余工作日',
    render: ({ remainingWorkingDays, pausedOn, reminders }) => (
      <>
        <DeadlineLight remaining={remainingWorkingDays} pausedOn={pausedOn} />
        {reminders > 0 && <div className="small">催办 {reminders} 次</div>}
      </>
    ),
  },
];

export const DONE: readonly Column<Task>[] = [
  ...CASE,
  {
    key: 'outcome',
    title: '办理结果',
    render: ({ outcome }) => (outcome === null ? '—' : eventInWords(outcome)),
  },
  {
    key: 'doneAt',
    title: '办理时间',
    render: ({ doneAt }) => (doneAt === null ? '—' : momentInWords(doneAt)),
  },
];
