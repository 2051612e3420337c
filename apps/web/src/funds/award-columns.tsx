import { type Shape } from '@duixian/api-client';
import { Link } from 'react-router';
import { PartyFileLink } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';

export type Award = Shape<'AwardShape'>;

/** Columns of a list of awards: for what, and which treasuries bear it. */
export function awardColumns(
  regionName: (code: string) => string,
  titleOf: (clauseId: string) => string,
): readonly Column<Award>[] {
  return [
    {
      key: 'applicant',
      title: '企业名称',
      heading: true,
      render: ({ applicationId, partyId, applicantName }) => (
        <>
          <Link to={`/cases/${applicationId}`}>{applicantName}</Link>
          <PartyFileLink partyId={partyId} />
        </>
      ),
    },
    { key: 'county', title: '县区', render: ({ countyCode }) => regionName(countyCode) },
    {
      key: 'lines',
      title: '条款',
      render: ({ lines }) => lines.map(({ clause }) => titleOf(clause)).join(';'),
    },
    {
      key: 'amount',
      title: '核定金额',
      align: 'right',
      render: ({ amountFen }) => <Amount fen={amountFen} />,
    },
    {
      key: 'sources',
      title: '资金分担',
      render: ({ sources }) =>
        sources.map(({ regionCode, amountFen, advancedFen }) => (
          <div key={regionCode}>
            {regionName(regionCode)} <Amount fen={amountFen} />
            {advancedFen > 0 && (
              <span className="muted small">
                ,先行拨付 <Amount fen={advancedFen} />
              </span>
            )}
          </div>
        )),
    },
    { key: 'awardedOn', title: '核定日期', render: ({ awardedOn }) => awardedOn },
  ];
}
