import { type Shape } from '@duixian/api-client';
import { APPLICATION_STATE_LABELS } from '@duixian/workflow';
import { Link } from 'react-router';
import { AMOUNT, APPLICANT, SUBMITTED } from '../applications/case-columns';
import { missedColumns } from '../entitlements/missed-columns';
import { type Column } from '../pieces/columns';
import { useRegionNames } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { OWN_OFFER_COLUMNS } from '../sweeps/offer-columns';
import { type PartyFile, ShortList, Together, usePartyList } from './party-file';

type Summary = Shape<'ApplicationSummaryShape'>;

/** What a party applied for, what it was offered, and what it was owed and did not get. */
export default function PartyFileCases({ file }: { file: PartyFile }) {
  const regionName = useRegionNames();
  const cases = usePartyList(file, 'cases', (query, signal) =>
    valueOf(api.GET('/api/v1/applications', { params: { query }, signal })),
  );
  const offers = usePartyList(file, 'offers', (query, signal) =>
    valueOf(api.GET('/api/v1/offers', { params: { query }, signal })),
  );
  const missed = usePartyList(file, 'missed', (query, signal) =>
    valueOf(api.GET('/api/v1/missed-entitlements', { params: { query }, signal })),
  );
  return (
    <Together queries={[cases, offers, missed]}>
      <ShortList<Summary>
        {...{ file, part: 'cases', query: cases, columns: CASES }}
        title="申报"
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/applications"
        empty="没有提交过申报。"
      />
      <ShortList
        {...{ file, part: 'offers', query: offers, columns: OWN_OFFER_COLUMNS }}
        title="免申即享推送"
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/offers"
        empty="没有推送。"
      />
      <ShortList
        {...{ file, part: 'missed', query: missed, columns: missedColumns(regionName, true) }}
        title="应享未享"
        note="近一年应当兑付、到今天还没有核定奖补的事项和原因。"
        without={['party']}
        keyOf={({ id }) => id}
        exportPath="/api/v1/exports/missed"
        empty="近一年没有应享未享的事项。"
      />
    </Together>
  );
}

const CASES: readonly Column<Summary>[] = [
  {
    key: 'case',
    title: '业务编号',
    heading: true,
    width: 150,
    render: ({ id, caseNumber }) => <Link to={`/cases/${id}`}>{caseNumber}</Link>,
  },
  ...APPLICANT.filter(({ key }) => key === 'clauses'),
  AMOUNT,
  {
    key: 'state',
    title: '状态',
    render: ({ state }) => <StateTag labels={APPLICATION_STATE_LABELS} state={state} />,
  },
  SUBMITTED,
];
