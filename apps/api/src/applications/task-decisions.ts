import { type Type } from '@nestjs/common';
import { type TaskDecision } from '@duixian/casework';
import { withoutAbsent } from '../edge/page';
import { readAs } from '../edge/read-as';
import {
  BatchApproveBody,
  BatchClaimBody,
  BatchConsultBody,
  BatchHoldBody,
  BatchReconsiderBody,
  BatchRejectBody,
  BatchRemandBody,
  BatchResumeBody,
  BatchReturnBody,
  BatchTerminateBody,
  BatchTransferBody,
  BatchUnclaimBody,
} from './batch-bodies';

interface Read {
  items: { applicationId: string; version: number }[];
  decision: TaskDecision;
}

export interface BatchDecision {
  readonly body: Type<object>;
  readonly read: (given: unknown) => Read;
}

function decision<B extends Pick<Read, 'items'>>(
  body: Type<B>,
  decide: (read: B) => TaskDecision,
): BatchDecision {
  return {
    body,
    read: (given) => {
      const read = readAs(body, given);
      return {
        items: read.items.map(({ applicationId, version }) => ({ applicationId, version })),
        decision: decide(read),
      };
    },
  };
}

/** What can be decided on many cases at once. A missing decision does not compile. */
export const TASK_DECISIONS: Readonly<Record<TaskDecision['action'], BatchDecision>> = {
  approve: decision(BatchApproveBody, ({ comment }) => ({
    action: 'approve',
    ...withoutAbsent({ comment }),
  })),
  remand: decision(BatchRemandBody, ({ reason }) => ({ action: 'remand', reason })),
  hold: decision(BatchHoldBody, ({ reason }) => ({ action: 'hold', reason })),
  resume: decision(BatchResumeBody, ({ reason }) => ({ action: 'resume', reason })),
  transfer: decision(BatchTransferBody, ({ to, reason }) => ({ action: 'transfer', to, reason })),
  claim: decision(BatchClaimBody, () => ({ action: 'claim' })),
  unclaim: decision(BatchUnclaimBody, ({ reason }) => ({ action: 'unclaim', reason })),
  reconsider: decision(BatchReconsiderBody, ({ reason }) => ({ action: 'reconsider', reason })),
  return: decision(BatchReturnBody, ({ reason, resubmitTo }) => ({
    action: 'return',
    reason,
    ...withoutAbsent({ resubmitTo }),
  })),
  reject: decision(BatchRejectBody, ({ reasonCode, reason }) => ({ action: 'reject', reasonCode, reason })),
  terminate: decision(BatchTerminateBody, ({ reasonCode, reason }) => ({
    action: 'terminate',
    reasonCode,
    reason,
  })),
  consult: decision(BatchConsultBody, ({ departments, question }) => ({
    action: 'consult',
    departments: departments.map((each) => ({ ...each })),
    question,
  })),
};
