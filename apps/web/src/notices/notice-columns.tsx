import { type Shape } from '@duixian/api-client';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';

export type NoticeLine = Shape<'NoticeLineShape'>;

/** A line of a public notice as everybody reads it. */
export const NOTICE_COLUMNS: readonly Column<NoticeLine>[] = [
  { key: 'position', title: '序号', render: ({ position }) => position },
  { key: 'applicant', title: '企业名称', heading: true, render: ({ applicantName }) => applicantName },
  { key: 'creditCode', title: '统一社会信用代码', render: ({ creditCode }) => creditCode ?? '—' },
  { key: 'county', title: '县区', render: ({ county }) => county },
  { key: 'clauses', title: '条款', render: ({ clauses }) => clauses.map(({ title }) => title).join(';') },
  {
    key: 'amount',
    title: '拟兑付金额',
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
  },
];
