import { type Shape } from '@duixian/api-client';
import { TRAIL_EVENTS, trailEventInWords } from '@duixian/workflow';
import { Typography } from 'antd';
import { Link } from 'react-router';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { useActorChoices, useActorNames } from './actor-names';

type Row = Shape<'EventShape'>;

const EVENTS = TRAIL_EVENTS.map((type) => ({ value: type, label: trailEventInWords(type) }));

/** Where the thing that an event is about is shown. */
function placeOf({ type, caseId }: Row): string | null {
  const [kind] = type.split('.');
  if (kind === 'application') return `/cases/${caseId}`;
  if (kind === 'batch') return `/batches/${caseId}`;
  if (kind === 'call') return `/calls/${caseId}`;
  if (kind === 'notice') return `/notices/${caseId}`;
  return null;
}

/** The trail: what happened, when, by whom, with the bytes that were hashed. */
export default function EventsPage() {
  const regionName = useRegionNames();
  const actorName = useActorNames();
  const people = useActorChoices();
  const inWords = (actor: string, onBehalfOf: string | null): string =>
    onBehalfOf === null ? actorName(actor) : `${actorName(actor)}(代 ${actorName(onBehalfOf)} 办理)`;
  return (
    <PageFrame title="操作留痕">
      <ListPage<Row>
        caption="操作留痕"
        queryKey={['events']}
        read={(page, filters, signal) =>
          valueOf(api.GET('/api/v1/audit/events', { params: { query: { ...page, ...filters } }, signal }))
        }
        exportPath="/api/v1/exports/events"
        filters={[
          { kind: 'choice', name: 'type', label: '事件', options: EVENTS },
          { kind: 'choice', name: 'actor', label: '操作人', options: people },
          { kind: 'text', name: 'subject', label: '事项', hint: '业务编号、批次号、公示或通知编号' },
        ]}
        columns={[
          {
            key: 'type',
            title: '事件',
            heading: true,
            render: ({ type }) => <span title={type}>{trailEventInWords(type)}</span>,
          },
          { key: 'at', title: '时间', render: ({ at }) => momentInWords(at) },
          { key: 'region', title: '地区', width: 140, render: ({ regionCode }) => regionName(regionCode) },
          {
            key: 'actor',
            title: '操作人',
            width: 180,
            render: ({ actor, onBehalfOf }) => inWords(actor, onBehalfOf),
          },
          {
            key: 'case',
            title: '事项',
            render: (event) => {
              const place = placeOf(event);
              const words = `${event.caseId.slice(0, 13)}… 第 ${event.sequence} 条`;
              return place === null ? words : <Link to={place}>{words}</Link>;
            },
          },
          {
            key: 'hash',
            title: '校验码与内容',
            render: ({ hash, bytes }) => (
              <details>
                <summary>{hash.slice(0, 12)}…</summary>
                <Typography.Paragraph copyable={{ text: bytes }} className="bytes">
                  {bytes}
                </Typography.Paragraph>
              </details>
            ),
          },
        ]}
        keyOf={({ id }) => id}
        empty="管辖范围内没有操作记录。"
      />
    </PageFrame>
  );
}
