import { type Shape } from '@duixian/api-client';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { ListPage } from '../pieces/list-page';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { useClauseById } from '../policies/clauses';
import { api, valueOf } from '../shell/api';

type Row = Shape<'AwardShape'>;

/** Awards with what they are for and which treasuries bear them. */
export default function AwardsPage() {
  const regionName = useRegionNames();
  const clauseById = useClauseById();
  return (
    <PageFrame title="核定奖补">
      <ListPage<Row>
        caption="核定奖补"
        queryKey={['awards']}
        read={(query, _filters, signal) => valueOf(api.GET('/api/v1/awards', { params: { query }, signal }))}
        columns={[
          {
            key: 'applicant',
            title: '企业名称',
            heading: true,
            render: ({ applicationId, applicantName }) => (
              <Link to={`/cases/${applicationId}`}>{applicantName}</Link>
            ),
          },
          { key: 'county', title: '县区', render: ({ countyCode }) => regionName(countyCode) },
          {
            key: 'lines',
            title: '条款',
            render: ({ lines }) => lines.map(({ clause }) => clauseById(clause)?.title ?? clause).join(';'),
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
        ]}
        exportPath="/api/v1/exports/awards"
        keyOf={({ id }) => id}
        empty="还没有核定的奖补。"
      />
    </PageFrame>
  );
}
