import { Button, Input, Segmented, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Amount } from '../pieces/amount';
import { type Choice } from '../pieces/filter-bar';
import { PageFrame } from '../pieces/page-frame';
import { Read, Waiting } from '../pieces/read';
import { type Clause, useClauses } from './clauses';
import { KIND_WORDS, TREATMENT_WORDS } from './clause-words';
import { lawOf, placesOf, useOwnPlace } from './market-places';

const EVERYWHERE = 'all';

/** Every clause in force, first of all of where one is: find what concerns one, open it, try it out. */
export default function MarketPage() {
  const query = useClauses();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const only = params.get('payable') === 'all' ? 'all' : 'payable';
  const wanted = useDeferredValue(search.trim());
  const places = placesOf(query.data?.items ?? []);
  const ownPlace = useOwnPlace();
  const own = query.data && ownPlace(places);
  const place = params.get('region') ?? (own === '' ? EVERYWHERE : own);
  const set = (name: string, value: string): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return (
    <PageFrame
      title="政策超市"
      actions={
        <Link className="button-link" to="/calculator">
          不知道能享受什么?用政策计算器试算
        </Link>
      }
    >
      <Narrow {...{ search, only, place, places, set }} />
      <Read query={query} rows={14}>
        {({ items }) =>
          place === undefined ? (
            <Waiting rows={14} />
          ) : (
            <Found
              key={place}
              clauses={(place === EVERYWHERE ? items : lawOf(items, place)).filter((clause) =>
                fits(clause, wanted, only === 'payable'),
              )}
            />
          )
        }
      </Read>
    </PageFrame>
  );
}

/** What narrows the market: words, a place, and whether only what pays is shown; all of it in the address. */
function Narrow({
  search,
  only,
  place,
  places,
  set,
}: {
  search: string;
  only: string;
  place: string | undefined;
  places: readonly Choice[];
  set: (name: string, value: string) => void;
}) {
  return (
    <div className="filter-bar" role="search">
      <Input.Search
        className="market-search"
        aria-label="查找政策条款"
        placeholder="查找条款,例如:小巨人、规上、首台套"
        allowClear
        value={search}
        onChange={({ target }) => set('search', target.value)}
      />
      <Select
        aria-label="地区"
        className="filter-choice"
        value={place ?? null}
        loading={place === undefined}
        options={[{ value: EVERYWHERE, label: '全部地区' }, ...places]}
        onChange={(value: string) => set('region', value)}
      />
      <Segmented
        aria-label="范围"
        value={only}
        onChange={(value) => set('payable', value === 'all' ? 'all' : '')}
        options={[
          { value: 'payable', label: '可兑付' },
          { value: 'all', label: '全部条款' },
        ]}
      />
    </div>
  );
}

const fits = (
  { title, article, id, document, kind, payable }: Clause,
  wanted: string,
  onlyPayable: boolean,
): boolean =>
  (payable || !onlyPayable) &&
  `${title} ${article} ${id} ${document.number} ${document.title} ${KIND_WORDS[kind] ?? ''}`.includes(wanted);

const SHOWN_AT_FIRST = 30;

function Found({ clauses }: { clauses: readonly Clause[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? clauses : clauses.slice(0, SHOWN_AT_FIRST);
  if (clauses.length === 0) return <div className="empty">没有找到。换一个词再试,或查看全部条款。</div>;
  return (
    <>
      <p className="muted" aria-live="polite">
        共 {clauses.length} 条
      </p>
      <ul className="market">
        {shown.map((clause) => (
          <li key={clause.id} className="card">
            <h2 className="market-title">
              <Link to={`/clauses/${clause.id}`}>{clause.title}</Link>
            </h2>
            <p className="market-amount">
              {clause.amountFen === null ? (
                <span className="muted">
                  {clause.payable ? '按公式或决定计算' : (TREATMENT_WORDS[clause.treatment] ?? '')}
                </span>
              ) : (
                <Amount fen={clause.amountFen} strong />
              )}
            </p>
            <p className="muted small">
              {clause.document.number} {clause.article}
            </p>
          </li>
        ))}
      </ul>
      {shown.length < clauses.length && (
        <p className="more">
          <Button onClick={() => setAll(true)}>显示其余 {clauses.length - shown.length} 条</Button>
        </p>
      )}
    </>
  );
}
