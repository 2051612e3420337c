import { type Shape } from '@duixian/api-client';
import { PartyName } from '../parties/party-name';
import { type Column } from '../pieces/columns';

export type WhiteListed = Shape<'WhiteListedShape'>;

/** Columns of the enterprises on the white lists in force. */
export const whiteListedColumns = (regionName: (code: string) => string): readonly Column<WhiteListed>[] => [
  { key: 'party', title: '企业名称', heading: true, width: 220, render: (row) => <PartyName {...row} /> },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  {
    key: 'lists',
    title: '名单',
    width: 260,
    render: ({ lists }) =>
      lists.map(({ listId, title, benefit, asOf, added }) => (
        <div key={listId}>
          {title}
          <div className="muted small">
            基准日 {asOf}
            {added && ',本版新增'};{benefit}
          </div>
        </div>
      )),
  },
  {
    key: 'why',
    title: '原因和来源',
    width: 260,
    render: ({ lists }) =>
      lists.map(({ listId, reason, source, statedOn }) => (
        <div key={listId}>
          {reason}
          <div className="muted small">{[source, statedOn].filter(Boolean).join(' · ')}</div>
        </div>
      )),
  },
];
