import { type paths } from '@duixian/api-client';
import { type DeadlineLight } from '@duixian/workflow';
import { type ReactNode } from 'react';
import { type Column } from '../pieces/columns';
import { type Selection } from '../pieces/data-table';
import { choicesOf, type FilterField } from '../pieces/filter-bar';
import { ListPage } from '../pieces/list-page';
import { LIGHT_LABELS } from '../pieces/light';
import { useRegionChoices } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { SEARCH } from './case-columns';
import { type Task } from './task-columns';
import { TASK_LABELS } from './task-labels';

const DONE_ONLY = { done: 'true', mine: 'true' };
const NOTHING_FIXED = {};
/** Of reviews that wait: those that nobody holds, and one’s own. */
const HOLDERS = [
  { value: 'nobody', label: '待认领' },
  { value: 'me', label: '我承办的' },
];

type Kind = Task['kind'];
type TaskHolder = NonNullable<NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>['holder']>;

interface Given {
  caption: string;
  done: boolean;
  columns: readonly Column<Task>[];
  empty: string;
  selection?: Selection<Task>;
  tools?: ReactNode;
}

/** An official's own queue, or what they did. */
export function TaskList({ caption, done, columns, empty, selection, tools }: Given) {
  const counties = useRegionChoices('county');
  const filters: FilterField[] = [
    SEARCH,
    { kind: 'choice', name: 'kind', label: '环节', options: choicesOf(TASK_LABELS) },
    { kind: 'choice', name: 'countyCode', label: '县区', options: counties },
    ...(done
      ? []
      : [
          { kind: 'choice', name: 'light', label: '时限', options: choicesOf(LIGHT_LABELS) } as const,
          { kind: 'choice', name: 'holder', label: '承办', options: HOLDERS } as const,
        ]),
  ];
  return (
    <ListPage<Task>
      caption={caption}
      queryKey={['tasks', done ? 'done' : 'open']}
      read={(page, { kind, light, holder, done: _, mine: __, ...rest }, signal) => {
        const query = {
          ...{ ...page, ...rest, done, mine: done },
          ...(kind ? { kind: kind as Kind } : {}),
          ...(holder ? { holder: holder as TaskHolder } : {}),
          ...(light ? { light: light as DeadlineLight } : {}),
        };
        return valueOf(api.GET('/api/v1/tasks', { params: { query }, signal }));
      }}
      filters={filters}
      columns={columns}
      exportPath="/api/v1/exports/tasks"
      fixed={done ? DONE_ONLY : NOTHING_FIXED}
      keyOf={({ id }) => id}
      empty={empty}
      {...(selection ? { selection } : {})}
      tools={tools}
    />
  );
}
