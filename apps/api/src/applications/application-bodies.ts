import {
  AUDIT_CONCLUSIONS,
  type AuditConclusion,
  CONSULTED_ROLES,
  type ConsultedRole,
  REJECTION_CODES,
  type RejectionCode,
  RESUBMIT_TARGETS,
  type ResubmitTarget,
  TERMINATION_CODES,
  type TerminationCode,
  REVIEW_STAGE_KEYS,
  type StageKey,
} from '@duixian/casework';
import { Given } from '../edge/given';

const REASON = { from: 1, to: 2000 };
const COMMENT = { from: 0, to: 2000 };

export class CreateApplicationBody {
  @Given.id('Call under which it is filed.')
  callId!: string;

  @Given.id('Party that applies.')
  partyId!: string;

  @Given.facts('What the applicant claims, by fact name.', { optional: true })
  claims?: Record<string, unknown>;
}

/** What every verb on a case brings along. */
export abstract class ActionBody {
  abstract action: string;

  @Given.version()
  version!: number;
}

export class EditBody extends ActionBody {
  @Given.oneOf('Replace the claims.', ['edit'])
  action!: string;

  @Given.facts('All claims, by fact name; they replace the earlier ones.')
  claims!: Record<string, unknown>;
}

export class SubmitBody extends ActionBody {
  @Given.oneOf('Submit, or submit again after a correction.', ['submit'])
  action!: string;
}

export class WithdrawBody extends ActionBody {
  @Given.oneOf('Take it back for good.', ['withdraw'])
  action!: string;

  @Given.text('Why.', COMMENT, { optional: true })
  reason?: string;
}

class AttestationBody {
  @Given.matching('Name of the claimed fact.', /^[a-z][a-z0-9_.]{0,99}$/, '请使用数据项目录中的名称')
  fact!: string;

  @Given.text('What the reviewer looked at.', { from: 1, to: 200 })
  source!: string;

  @Given.text('Number of the document.', { from: 1, to: 200 })
  documentNumber!: string;
}

export class AttestBody extends ActionBody {
  @Given.oneOf('Vouch for claimed facts.', ['attest'])
  action!: string;

  @Given.listOf(() => AttestationBody, 'Each fact with its source.', 100, (one) => one.fact)
  attestations!: AttestationBody[];
}

export class DecideBody extends ActionBody {
  @Given.oneOf('Record a decision that the law leaves to the reviewer.', ['decide'])
  action!: string;

  @Given.matching('Clause of the line.', /^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, '请按核定结果中的编号填写')
  clause!: string;

  @Given.text('Subject of the line, where it has one.', { from: 1, to: 500 }, { optional: true })
  subject?: string;

  @Given.count('Amount in fen.', { from: 1, to: Number.MAX_SAFE_INTEGER }, { optional: true })
  amountFen?: number;

  @Given.matching('Share of one: 0.3 is 30%.', /^\d(\.\d{1,6})?$/, 'write a decimal, e.g. "0.3"', {
    optional: true,
  })
  ratio?: string;

  @Given.matching(
    'Key of an option of the line.',
    /^[a-z0-9][a-z0-9-]{0,59}$/,
    '请从该条款列出的选项中选择',
    {
      optional: true,
    },
  )
  option?: string;

  @Given.text('Number of the paper that holds the decision.', { from: 1, to: 200 })
  documentNumber!: string;

  @Given.id('The paper itself, uploaded to the case before.', { optional: true })
  paperId?: string;

  @Given.text('On what grounds.', REASON)
  reason!: string;
}

export class AuditBody extends ActionBody {
  @Given.oneOf('Record what the auditing firm says in a paper that was uploaded.', ['audit'])
  action!: string;

  @Given.id('The uploaded paper.')
  opinionId!: string;

  @Given.text('Name of the firm.', { from: 1, to: 200 })
  firmName!: string;

  @Given.matching(
    'Unified social credit code of the firm.',
    /^[0-9A-HJ-NPQRTUWXY]{18}$/,
    '请填写 18 位统一社会信用代码',
  )
  firmCode!: string;

  @Given.text('Number of the report.', { from: 1, to: 200 })
  documentNumber!: string;

  @Given.day('Day of the report.')
  issuedOn!: string;

  @Given.oneOf('What the firm comes to.', AUDIT_CONCLUSIONS)
  conclusion!: AuditConclusion;

  @Given.text('Its opinion in words.', REASON)
  opinion!: string;
}

export class ApproveBody extends ActionBody {
  @Given.oneOf('Approve the open stage.', ['approve'])
  action!: string;

  @Given.text('For the file; the reason, where an adverse audit is passed.', COMMENT, { optional: true })
  comment?: string;
}

export class RemandBody extends ActionBody {
  @Given.oneOf('Send it back to an earlier stage that decides.', ['remand'])
  action!: string;

  @Given.text('What to look at again.', REASON)
  reason!: string;

  @Given.oneOf('Which earlier stage; the nearest that decides when absent.', REVIEW_STAGE_KEYS, {
    optional: true,
  })
  backTo?: StageKey;
}

export class ReturnBody extends ActionBody {
  @Given.oneOf('Send it back for correction.', ['return'])
  action!: string;

  @Given.text('What to mend.', REASON)
  reason!: string;

  @Given.oneOf('Where it goes once corrected; back to this stage when absent.', RESUBMIT_TARGETS, {
    optional: true,
  })
  resubmitTo?: ResubmitTarget;
}

export class RejectBody extends ActionBody {
  @Given.oneOf('Refuse it for good.', ['reject'])
  action!: string;

  @Given.oneOf('Ground.', REJECTION_CODES)
  reasonCode!: RejectionCode;

  @Given.text('Reason in words.', REASON)
  reason!: string;
}

export class ReconsiderBody extends ActionBody {
  @Given.oneOf('Try a parked case again.', ['reconsider'])
  action!: string;

  @Given.text('What was mended.', REASON)
  reason!: string;
}

export class DepartmentBody {
  @Given.matching('Region of the department.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;

  @Given.oneOf('Role whose people answer.', CONSULTED_ROLES)
  role!: ConsultedRole;
}

export class ConsultBody extends ActionBody {
  @Given.oneOf('Ask departments for their opinion.', ['consult'])
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

export class HoldBody extends ActionBody {
  @Given.oneOf('Stop until something is cleared up.', ['hold'])
  action!: string;

  @Given.text('What has to be cleared up.', REASON)
  reason!: string;
}

export class ResumeBody extends ActionBody {
  @Given.oneOf('Go on where it stopped.', ['resume'])
  action!: string;

  @Given.text('What was cleared up.', REASON)
  reason!: string;
}

export class TransferBody extends ActionBody {
  @Given.oneOf('Hand the task to a colleague of the stage.', ['transfer'])
  action!: string;

  @Given.id('Colleague of the stage who takes it over.')
  to!: string;

  @Given.text('Why it is handed on.', REASON)
  reason!: string;
}

export class ClaimBody extends ActionBody {
  @Given.oneOf('Make the task your own while nobody holds it; you alone decide then.', ['claim'])
  action!: string;
}

export class UnclaimBody extends ActionBody {
  @Given.oneOf('Put back the task that you hold, for everybody of its stage.', ['unclaim'])
  action!: string;

  @Given.text('Why it is put back.', REASON)
  reason!: string;
}

export class TerminateBody extends ActionBody {
  @Given.oneOf('End it for good; after its award, propose to.', ['terminate'])
  action!: string;

  @Given.oneOf('Ground.', TERMINATION_CODES)
  reasonCode!: TerminationCode;

  @Given.text('Reason in words.', REASON)
  reason!: string;
}

export class ConfirmBody extends ActionBody {
  @Given.oneOf('Confirm that the award is terminated.', ['confirm'])
  action!: string;

  @Given.text('For the file.', COMMENT, { optional: true })
  comment?: string;
}

export class RefuseBody extends ActionBody {
  @Given.oneOf('Leave the award as it was.', ['refuse'])
  action!: string;

  @Given.text('Why.', REASON)
  reason!: string;
}
