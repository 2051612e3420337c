import { type Shape } from '@duixian/api-client';
import { MISSED_REASON_WORDS } from '@duixian/workflow';
import { Link } from 'react-router';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';

export type Missed = Shape<'MissedShape'>;

/** Columns of what was missed; the enterprise reads its own. */
export const missedColumns = (
  regionName: (code: string) => string,
  official: boolean,
): readonly Column<Missed>[] => [
  {
    key: 'party',
    title: '企业名称',
    heading: true,
    width: 170,
    render: ({ partyId, registeredName, countyCode }) => (
      <PartyName partyId={partyId} registeredName={registeredName}>
        {official && <div className="muted small">{regionName(countyCode)}</div>}
      </PartyName>
    ),
  },
  {
    key: 'clause',
    title: '条款',
    width: 180,
    render: ({ clauseId, clauseTitle, law }) => (
      <>
        <Link to={`/clauses/${clauseId}`}>{clauseTitle}</Link>
        <div className="muted small">{law}</div>
      </>
    ),
  },
  {
    key: 'amount',
    title: '应享金额',
    align: 'right',
    width: 120,
    render: ({ amountFen }) => (amountFen === null ? '待决定' : <Amount fen={amountFen} />),
  },
  {
    key: 'day',
    title: '应享日期',
    width: 110,
    render: ({ owedOn, stillOwed }) => (
      <>
        {owedOn}
        {!stillOwed && <div className="muted small">最近比对已不符合</div>}
      </>
    ),
  },
  {
    key: 'why',
    title: '为什么没有兑付',
    width: 260,
    render: ({ reason, why }) => (
      <>
        <strong>{MISSED_REASON_WORDS[reason].short}</strong>
        <div className="muted small">{why}</div>
      </>
    ),
  },
  { key: 'go', title: '查看', width: 90, render: (row) => <Behind row={row} official={official} /> },
];

/** The case or the offer that stands behind what was missed. */
function Behind({
  row: { offerId, applicationId, caseNumber },
  official,
}: {
  row: Missed;
  official: boolean;
}) {
  if (applicationId !== null)
    return (
      <Link to={official ? `/cases/${applicationId}` : `/applications/${applicationId}`}>
        {caseNumber ?? '申报'}
      </Link>
    );
  if (offerId === null) return '—';
  return <Link to={official ? `/pushed-offers/${offerId}` : '/offers'}>推送</Link>;
}
