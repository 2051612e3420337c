import { trailEventInWords } from '@duixian/workflow';
import type { SealFilter } from '@duixian/persistence';
import { listSeals, type SealView } from '../audit/list-seals';
import { listEvents, type EventListFilter, type EventView } from '../audit/read-audit';
import { listPeople } from '../identity/list-people';
import { given, moment, type ExportedList } from './exported-list';

/** Characters that one cell of a workbook holds. */
const CELL = 32_767;

/** Who an actor of the trail is, as its page says it: the name of a person in reach, otherwise what the trail says. */
function actorInWords(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor.startsWith('system:')) return `系统(${actor.slice('system:'.length)})`;
  return names.get(actor) ?? actor;
}

const inWhoseHands = ({ actor, onBehalfOf }: EventView, names: ReadonlyMap<string, string>): string =>
  onBehalfOf === null
    ? actorInWords(actor, names)
    : `${actorInWords(actor, names)}(代 ${actorInWords(onBehalfOf, names)} 办理)`;

const events: ExportedList<EventView & { who: string }> = {
  title: '操作留痕',
  page: async (db, actor, { caseId, subject, type, actor: by }, page) => {
    const filter = given<EventListFilter>({ caseId, subject, type, actor: by });
    const found = await listEvents(db, actor, filter, page);
    if (!found.ok) return found;
    const people = await listPeople(db, actor);
    const names = new Map(
      people.ok ? people.value.items.map(({ id, displayName }) => [`user:${id}`, displayName] as const) : [],
    );
    const items = found.value.items.map((event) => ({ ...event, who: inWhoseHands(event, names) }));
    return { ok: true, value: { ...found.value, items } };
  },
  columns: [
    { name: '事件', width: 34, of: ({ type }) => trailEventInWords(type) },
    { name: '时间', width: 18, of: ({ at }) => moment(at) },
    { name: '地区代码', width: 12, of: ({ regionCode }) => regionCode },
    { name: '操作人', width: 24, of: ({ who }) => who },
    { name: '操作人标识', width: 44, of: ({ actor }) => actor },
    { name: '代何人办理', width: 44, of: ({ onBehalfOf }) => onBehalfOf ?? '' },
    { name: '事项标识', width: 38, of: ({ caseId }) => caseId },
    { name: '序号', width: 8, of: ({ sequence }) => String(sequence) },
    { name: '校验码', width: 66, of: ({ hash }) => hash },
    {
      name: '内容',
      width: 100,
      of: ({ bytes }) => (bytes.length > CELL ? '内容过长,请在系统中查看' : bytes),
    },
  ],
};

const seals: ExportedList<SealView> = {
  title: '封存记录',
  page: (db, actor, { cityCode, hash }, page) =>
    listSeals(db, actor, given<SealFilter>({ cityCode, hash }), page),
  columns: [
    { name: '地区代码', width: 12, of: ({ cityCode }) => cityCode },
    { name: '序号', width: 8, of: ({ number }) => String(number) },
    { name: '封存时间', width: 18, of: ({ sealedAt }) => moment(sealedAt) },
    { name: '事项数', width: 10, of: ({ cases }) => String(cases) },
    { name: '记录数', width: 10, of: ({ events }) => String(events) },
    { name: '校验码', width: 66, of: ({ hash }) => hash },
    { name: '上一封存的校验码', width: 66, of: ({ previousHash }) => previousHash ?? '' },
    { name: '封存内容', width: 100, of: ({ bytes }) => bytes },
  ],
};

/** The trail, and what proves that it is the one that was. */
export const AUDIT_LISTS = { events, seals };
