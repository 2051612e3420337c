import {
  REJECTION_CODES,
  type RejectionCode,
  RESUBMIT_TARGETS,
  type ResubmitTarget,
  TERMINATION_CODES,
  type TerminationCode,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { DepartmentBody } from './application-bodies';

const REASON = { from: 1, to: 2000 };
const COMMENT = { from: 0, to: 2000 };

class TaskRow {
  @Given.id('Case.')
  applicationId!: string;

  @Given.version()
  version!: number;
}

/** One decision on many cases; each row is answered by itself. */
abstract class BatchDecisionBody {
  abstract action: string;

  @Given.listOf(() => TaskRow, 'Cases, each with the version that was read.', 200, (row) => row.applicationId)
  items!: TaskRow[];
}

export class BatchApproveBody extends BatchDecisionBody {
  @Given.oneOf('Approve each.', ['approve'])
  action!: string;

  @Given.text('For the files.', COMMENT, { optional: true })
  comment?: string;
}

export class BatchRemandBody extends BatchDecisionBody {
  @Given.oneOf('Send each back to the nearest earlier stage that decides.', ['remand'])
  action!: string;

  @Given.text('What to look at again.', REASON)
  reason!: string;
}

export class BatchReturnBody extends BatchDecisionBody {
  @Given.oneOf('Send each back for correction.', ['return'])
  action!: string;

  @Given.text('What to mend.', REASON)
  reason!: string;

  @Given.oneOf('Where it goes once corrected; back to this stage when absent.', RESUBMIT_TARGETS, {
    optional: true,
  })
  resubmitTo?: ResubmitTarget;
}

export class BatchRejectBody extends BatchDecisionBody {
  @Given.oneOf('Refuse each for good.', ['reject'])
  action!: string;

  @Given.oneOf('Ground.', REJECTION_CODES)
  reasonCode!: RejectionCode;

  @Given.text('Reason in words.', REASON)
  reason!: string;
}

export class BatchHoldBody extends BatchDecisionBody {
  @Given.oneOf('Stop each until something is cleared up.', ['hold'])
  action!: string;

  @Given.text('What has to be cleared up.', REASON)
  reason!: string;
}

export class BatchResumeBody extends BatchDecisionBody {
  @Given.oneOf('Go on with each where it stopped.', ['resume'])
  action!: string;

  @Given.text('What was cleared up.', REASON)
  reason!: string;
}

export class BatchReconsiderBody extends BatchDecisionBody {
  @Given.oneOf('Try each parked case again.', ['reconsider'])
  action!: string;

  @Given.text('What was mended.', REASON)
  reason!: string;
}

export class BatchTerminateBody extends BatchDecisionBody {
  @Given.oneOf('End each for good.', ['terminate'])
  action!: string;

  @Given.oneOf('Ground.', TERMINATION_CODES)
  reasonCode!: TerminationCode;

  @Given.text('Reason in words.', REASON)
  reason!: string;
}

export class BatchConsultBody extends BatchDecisionBody {
  @Given.oneOf('Ask departments for their opinion on each.', ['consult'])
  action!: string;

  @Given.listOf(
    () => DepartmentBody,
    'Departments; all of them must answer.',
    12,
    (one) => `${one.regionCode} ${one.role}`,
  )
  departments!: DepartmentBody[];

  @Given.text('What they are asked.', REASON)
  question!: string;
}

export class RemindBody {
  @Given.ids('Cases whose holders are reminded.', 200)
  applicationIds!: string[];
}

export class BatchClaimBody extends BatchDecisionBody {
  @Given.oneOf('Make each task your own while nobody holds it.', ['claim'])
  action!: string;
}

export class BatchUnclaimBody extends BatchDecisionBody {
  @Given.oneOf('Put back each task that you hold.', ['unclaim'])
  action!: string;

  @Given.text('Why they are put back; written to each.', REASON)
  reason!: string;
}

export class BatchTransferBody extends BatchDecisionBody {
  @Given.oneOf('Hand each to a colleague of its stage.', ['transfer'])
  action!: string;

  @Given.id('Colleague who takes them over.')
  to!: string;

  @Given.text('Why they are handed on.', REASON)
  reason!: string;
}
