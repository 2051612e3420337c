import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { type Column } from '../pieces/columns';
import { DataTable, type Selection } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { useSignedIn } from '../shell/session';
import { type ClauseStanding, useClauseStandings } from './mark';

const STANDING: Readonly<Record<ClauseStanding['standing'], readonly [words: string, tone: string]>> = {
  confirmed: ['已确认', 'paid'],
  recorded: ['待另一人确认', 'returned'],
  missing: ['待登记', 'rejected'],
};

/** Which clauses of a city wait for a mark; the ones that are picked go into a new one. */
export function ClausesWaiting({ mark }: { mark: ((clauseIds: readonly string[]) => void) | undefined }) {
  const { grants } = useSignedIn();
  const cities = useRegionChoices('city');
  const [chosenCity, setCity] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlyMap<string, ClauseStanding>>(new Map());
  const own = grants.find(({ regionCode }) => cities.some(({ value }) => value === regionCode))?.regionCode;
  const cityCode = chosenCity ?? own ?? cities[0]?.value;
  const id = useId();
  const query = useClauseStandings(cityCode);
  const selection: Selection<ClauseStanding> | undefined = mark && {
    chosen,
    choose: setChosen,
    mayChoose: ({ standing }) => standing === 'missing',
    nameOf: ({ clauseId }) => clauseId,
  };
  const take = (): void => {
    mark?.([...chosen.keys()]);
    setChosen(new Map());
  };
  return (
    <Panel
      title="等待标记的条款"
      extra={
        mark && (
          <Button disabled={chosen.size === 0} onClick={take}>
            为选中的 {chosen.size} 个条款登记
          </Button>
        )
      }
    >
      <div className="list-tools">
        <label htmlFor={id}>城市</label>
        <Select
          id={id}
          className="filter-choice"
          options={cities}
          {...(cityCode === undefined ? {} : { value: cityCode })}
          onChange={(value) => {
            setCity(value);
            setChosen(new Map());
          }}
        />
        <Button size="small" onClick={() => setAll(!all)}>
          {all ? '只看等待标记的' : '查看全部条款'}
        </Button>
        {cityCode !== undefined && (
          <ExportButton caption="条款与标记" path="/api/v1/exports/clauseCoverage" values={{ cityCode }} />
        )}
      </div>
      <Read query={query} rows={10}>
        {({ items }) => <Standings items={items} all={all} selection={selection} />}
      </Read>
    </Panel>
  );
}

interface Shown {
  readonly items: readonly ClauseStanding[];
  /** Also those that have their mark. */
  readonly all: boolean;
  readonly selection: Selection<ClauseStanding> | undefined;
}

function Standings({ items, all, selection }: Shown) {
  const countOf = (wanted: ClauseStanding['standing']): number =>
    items.filter(({ standing }) => standing === wanted).length;
  return (
    <>
      <p role="status">
        共 {items.length} 个条款,{countOf('missing')} 个待登记,{countOf('recorded')} 个待另一人确认。
      </p>
      <div className="rows-in-view" role="region" aria-label="条款与标记" tabIndex={0}>
        <DataTable<ClauseStanding>
          withoutExport
          caption="条款与标记"
          rows={items.filter(({ standing }) => all || standing !== 'confirmed')}
          keyOf={({ clauseId }) => clauseId}
          selection={selection}
          empty="本市所有条款都已有确认的标记。"
          columns={COLUMNS}
        />
      </div>
    </>
  );
}

const COLUMNS: readonly Column<ClauseStanding>[] = [
  { key: 'clause', title: '条款', heading: true, width: 110, render: ({ clauseId }) => clauseId },
  { key: 'title', title: '名称', width: 200, render: ({ title }) => title },
  {
    key: 'document',
    title: '出处',
    render: ({ documentNumber, article }) => `${documentNumber} ${article}`.trim() || '—',
  },
  {
    key: 'asks',
    title: '影响',
    width: 160,
    render: ({ textAsks }) => (textAsks ? '比对和核定奖补都要等' : '批量比对要等'),
  },
  {
    key: 'standing',
    title: '标记',
    width: 120,
    render: ({ standing }) => <ToneTag tone={STANDING[standing][1]} words={STANDING[standing][0]} />,
  },
  { key: 'completeTo', title: '台账完整至', width: 110, render: ({ completeTo }) => completeTo ?? '—' },
];
