import { type Shape } from '@duixian/api-client';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';

export type PoolMember = Shape<'PoolMemberShape'>;

export const POOL_STATES: Readonly<Record<PoolMember['state'], string>> = {
  reached: '已达标准、未入统',
  candidate: '培育对象',
};

/** Columns of who may grow above scale. */
export const poolColumns = (regionName: (code: string) => string): readonly Column<PoolMember>[] => [
  {
    key: 'party',
    title: '企业名称',
    heading: true,
    width: 200,
    render: (row) => <PartyName {...row} />,
  },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  {
    key: 'state',
    title: '状态',
    width: 130,
    render: ({ state, scaleKnown, listed }) => (
      <>
        {POOL_STATES[state]}
        {listed && <div className="muted small">县区已列入</div>}
        {!scaleKnown && <div className="muted small">规上情况未登记,须核实</div>}
      </>
    ),
  },
  {
    key: 'revenue',
    title: '营业收入',
    align: 'right',
    width: 150,
    render: ({ revenueFen, revenueSource, revenueStatedOn }) => (
      <>
        <Amount fen={revenueFen} />
        <div className="muted small">
          {revenueSource} {revenueStatedOn}
        </div>
      </>
    ),
  },
  { key: 'pct', title: '达到标准', align: 'right', width: 90, render: ({ reachedPct }) => `${reachedPct}%` },
  {
    key: 'missing',
    title: '距标准',
    align: 'right',
    width: 130,
    render: ({ missingFen }) => (missingFen === 0 ? '—' : <Amount fen={missingFen} />),
  },
];
