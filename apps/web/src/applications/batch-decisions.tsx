import { APPLICATION_ACTION_LABELS } from '@duixian/workflow';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useSignedIn } from '../shell/session';
import { BatchDialog, type BatchVerb } from './batch-dialog';
import { type Task } from './task-columns';
import { isInReview, type Told, useTaskBatch } from './use-task-batch';

/** Less often needed than handing on and sending back: those of a review, of a parked case, and the city's alone. */
const LESS_OFTEN: readonly BatchVerb[] = ['consult', 'return', 'reject', 'hold', 'resume', 'unclaim'];
const OF_THE_CITY: readonly BatchVerb[] = ['reconsider', 'terminate'];

/** What may be asked for about a task, parked or under review; a parked case alone is tried again. */
const FOR_BOTH: readonly BatchVerb[] = ['remand', 'reject', 'terminate'];
const fits = (verb: BatchVerb, task: Task): boolean =>
  FOR_BOTH.includes(verb) ||
  (isInReview(task) === (verb !== 'reconsider') && (verb !== 'unclaim' || task.assignee !== null));

/** Only a city has stages before its own, parked cases, and the right to terminate. */
function useReviewsForCity(): boolean {
  const cities = useRegionChoices('city').map(({ value }) => value);
  const { grants } = useSignedIn();
  return grants.some(({ role, regionCode }) => role === 'reviewer' && cities.includes(regionCode));
}

const inBrackets = (count: number): string => (count === 0 ? '' : `(${count})`);

interface Given {
  chosen: ReadonlyMap<string, Task>;
  onDone: (told: Told) => void;
}

/** What can be done to several cases at once besides passing them; a reason is asked for once. */
export function BatchDecisions({ chosen, onDone }: Given) {
  const [verb, setVerb] = useState<BatchVerb | null>(null);
  const forCity = useReviewsForCity();
  const fitting = (one: BatchVerb): Task[] => [...chosen.values()].filter((task) => fits(one, task));
  const claimable = [...chosen.values()].filter((task) => isInReview(task) && task.assignee === null);
  const claim = useTaskBatch((results) => onDone({ done: '已认领', results }));
  const often = ['transfer' as const, ...(forCity ? (['remand'] as const) : [])];
  const lessOften = [...LESS_OFTEN, ...(forCity ? OF_THE_CITY : [])];
  return (
    <>
      <Dropdown
        disabled={chosen.size === 0}
        menu={{
          items: lessOften.map((key) => ({
            key,
            label: `批量${APPLICATION_ACTION_LABELS[key]}`,
            disabled: fitting(key).length === 0,
          })),
          onClick: ({ key }) => setVerb(key as BatchVerb),
        }}
      >
        <Button size="small">其他批量办理</Button>
      </Dropdown>
      {claim.error !== null && <ProblemNote error={claim.error} retry={claim.again} />}
      <Button
        size="small"
        disabled={claimable.length === 0}
        loading={claim.busy}
        onClick={() => claim.run({ tasks: claimable, decision: { action: 'claim' } })}
      >
        批量认领{inBrackets(claimable.length)}
      </Button>
      {often.map((each) => {
        const count = fitting(each).length;
        return (
          <Button key={each} size="small" disabled={count === 0} onClick={() => setVerb(each)}>
            批量{APPLICATION_ACTION_LABELS[each]}
            {inBrackets(count)}
          </Button>
        );
      })}
      {verb && <BatchDialog verb={verb} tasks={fitting(verb)} onDone={onDone} close={() => setVerb(null)} />}
    </>
  );
}
