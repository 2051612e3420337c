import { type Shape } from '@duixian/api-client';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { type FilterField } from '../pieces/filter-bar';
import { momentInWords } from '../pieces/moments';
import { amountName, UNPAID } from './amount-names';

/** How a list of cases is searched. */
export const SEARCH: FilterField = {
  kind: 'text',
  name: 'search',
  label: '查找',
  hint: '企业名称、信用代码或业务编号',
};

type Summary = Shape<'ApplicationSummaryShape'>;

/** 核定金额 of a case; nothing is determined before the first assessment. */
export function CaseAmount({ amountFen, state }: Pick<Summary, 'amountFen' | 'state'>) {
  if (amountFen === null) return <span className="muted">未核定</span>;
  if (!(state in UNPAID)) return <Amount fen={amountFen} />;
  return (
    <span className="muted">
      <Amount fen={amountFen} />
      <div className="small">{amountName(state)}</div>
    </span>
  );
}

/** Columns that every list of cases has, in the order in which officials read them. */
export const APPLICANT: readonly Column<Summary>[] = [
  { key: 'applicant', title: '企业名称和信用代码', render: (row) => <Applicant {...row} /> },
  { key: 'county', title: '县区', width: 64, render: ({ county }) => county },
  { key: 'clauses', title: '条款', render: (row) => <PaidClauses {...row} /> },
];

/** What a case is paid for; a name takes two lines at most. */
export function PaidClauses({ clauses }: Pick<Summary, 'clauses'>) {
  if (clauses.length === 0) return '—';
  return (
    <ul className="clause-names">
      {clauses.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  );
}

/** The applicant of a case, with the code that tells it from others of its name. */
export const Applicant = ({
  applicantId,
  applicantName,
  creditCode,
}: Pick<Summary, 'applicantId' | 'applicantName' | 'creditCode'>) => (
  <PartyName partyId={applicantId} registeredName={applicantName} creditCode={creditCode} />
);

export const AMOUNT: Column<Summary> = {
  key: 'amount',
  title: '核定金额',
  align: 'right',
  render: (row) => <CaseAmount {...row} />,
};

export const SUBMITTED: Column<Summary> = {
  key: 'submitted',
  title: '提交时间',
  render: ({ submittedAt }) => (submittedAt === null ? '未提交' : momentInWords(submittedAt)),
};
