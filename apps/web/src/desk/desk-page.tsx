import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../pieces/amount';
import { countInWords } from '../pieces/figures';
import { dayOfMoment } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { DESK_GROUPS, DESK_WORDS, FOR_INFORMATION } from './desk-words.table';
import { LatestPayments } from './latest-payments';

type Item = Shape<'DeskItemShape'>;

/** What waits for the person now, each as a way to the list that it counts. */
export default function DeskPage() {
  const { partyIds } = useSignedIn();
  const query = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/desk', { signal })),
    refetchOnMount: 'always',
  });
  return (
    <PageFrame title="工作台">
      <Read query={query} rows={8}>
        {({ items }) => (
          <>
            <Desk items={items} />
            {partyIds.length > 0 && <LatestPayments />}
          </>
        )}
      </Read>
    </PageFrame>
  );
}

function Desk({ items }: { items: readonly Item[] }) {
  const nothing = items.every(({ key, count }) => count === 0 || FOR_INFORMATION.includes(key));
  return (
    <>
      {nothing && (
        <Alert className="note" type="success" showIcon title="目前没有待您办理的事项。" role="status" />
      )}
      {DESK_GROUPS.map((group) => {
        const ofGroup = items.filter(({ key }) => DESK_WORDS[key].group === group);
        return (
          ofGroup.length > 0 && (
            <Panel key={group} title={group}>
              <ul className="figures" aria-label={group}>
                {ofGroup.map((item) => (
                  <Waiting key={item.key} item={item} />
                ))}
              </ul>
            </Panel>
          )
        );
      })}
    </>
  );
}

function Waiting({ item: { key, count, amountFen, since } }: { item: Item }) {
  const { label, to, light } = DESK_WORDS[key];
  return (
    <li>
      <strong className={light && count > 0 ? `light-${light}` : undefined}>{countInWords(count)}</strong>
      <Link to={to}>{label}</Link>
      {amountFen !== null && count > 0 && (
        <div className="small">
          合计 <Amount fen={amountFen} />
        </div>
      )}
      {since !== null && !FOR_INFORMATION.includes(key) && (
        <div className="muted small">最早 {since.length === 10 ? since : dayOfMoment(since)}</div>
      )}
    </li>
  );
}
