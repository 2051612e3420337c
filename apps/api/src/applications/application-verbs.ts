import { type Type } from '@nestjs/common';
import {
  approveApplication,
  attestFacts,
  claimTask,
  type CaseAnswer,
  type CaseCommand,
  type CommandOutcome,
  confirmTermination,
  consultDepartments,
  type CreditRules,
  type Database,
  decideApplication,
  type Decision,
  editApplication,
  holdApplication,
  type Operation,
  type PersonAction,
  reconsiderApplication,
  recordAudit,
  type Refusal,
  rejectApplication,
  remandApplication,
  resumeApplication,
  refuseTermination,
  returnApplication,
  submitApplication,
  terminateApplication,
  transferTask,
  unclaimTask,
  withdrawApplication,
} from '@duixian/casework';
import { withoutAbsent } from '../edge/page';
import { readAs } from '../edge/read-as';
import {
  type ActionBody,
  ApproveBody,
  AttestBody,
  AuditBody,
  ClaimBody,
  ConfirmBody,
  ConsultBody,
  DecideBody,
  EditBody,
  HoldBody,
  ReconsiderBody,
  RefuseBody,
  RejectBody,
  RemandBody,
  ResumeBody,
  ReturnBody,
  SubmitBody,
  TerminateBody,
  TransferBody,
  UnclaimBody,
  WithdrawBody,
} from './application-bodies';

/** What every verb takes, and what the deployment says about registers of credit. */
type Given = CaseCommand & { creditRules: CreditRules };

type Answer = Promise<CommandOutcome<CaseAnswer, Refusal>>;

export interface ApplicationVerb {
  readonly body: Type<ActionBody>;
  /** Which operations it may turn out to be, once the case is known. */
  readonly operations: readonly Operation[];
  /** Reads the body in the shape of this verb and runs the use case. */
  readonly run: (db: Database, command: Omit<Given, 'version'>, given: unknown) => Answer;
}

function verb<B extends ActionBody>(
  body: Type<B>,
  operations: readonly Operation[],
  handle: (db: Database, command: Given, read: B) => Answer,
): ApplicationVerb {
  return {
    body,
    operations,
    run: (db, command, given) => {
      const read = readAs(body, given);
      return handle(db, { ...command, version: read.version }, read);
    },
  };
}

function decisionOf(body: DecideBody): Decision {
  const { clause, subject, amountFen, ratio, option, documentNumber, paperId, reason } = body;
  return { clause, documentNumber, reason, ...withoutAbsent({ subject, amountFen, ratio, option, paperId }) };
}

/** Every verb a person has on a case: its body, its operation, its use case. A missing verb does not compile. */
export const APPLICATION_VERBS: Readonly<Record<PersonAction, ApplicationVerb>> = {
  edit: verb(EditBody, ['application.edit'], (db, command, { claims }) =>
    editApplication(db, { ...command, claims }),
  ),
  submit: verb(SubmitBody, ['application.submit'], (db, command) => submitApplication(db, command)),
  withdraw: verb(WithdrawBody, ['application.withdraw'], (db, command, { reason }) =>
    withdrawApplication(db, { ...command, ...withoutAbsent({ reason }) }),
  ),
  attest: verb(AttestBody, ['application.attest'], (db, command, { attestations }) =>
    attestFacts(db, { ...command, attestations: attestations.map((each) => ({ ...each })) }),
  ),
  decide: verb(DecideBody, ['application.decide'], (db, command, body) =>
    decideApplication(db, { ...command, decision: decisionOf(body) }),
  ),
  audit: verb(AuditBody, ['application.audit'], (db, command, body) => {
    const { opinionId, firmName, firmCode, documentNumber, issuedOn, conclusion, opinion } = body;
    const said = { firmName, firmCode, documentNumber, issuedOn, conclusion, opinion };
    return recordAudit(db, { ...command, opinionId, said });
  }),
  approve: verb(ApproveBody, ['application.approve'], (db, command, { comment }) =>
    approveApplication(db, { ...command, ...withoutAbsent({ comment }) }),
  ),
  remand: verb(RemandBody, ['application.remand'], (db, command, { reason, backTo }) =>
    remandApplication(db, { ...command, reason, ...withoutAbsent({ backTo }) }),
  ),
  return: verb(ReturnBody, ['application.return'], (db, command, { reason, resubmitTo }) =>
    returnApplication(db, { ...command, reason, ...withoutAbsent({ resubmitTo }) }),
  ),
  reject: verb(
    RejectBody,
    ['application.reject', 'application.rejectParked'],
    (db, command, { reasonCode, reason }) => rejectApplication(db, { ...command, reasonCode, reason }),
  ),
  reconsider: verb(ReconsiderBody, ['application.reconsider'], (db, command, { reason }) =>
    reconsiderApplication(db, { ...command, reason }),
  ),
  consult: verb(ConsultBody, ['application.consult'], (db, command, { departments, question }) =>
    consultDepartments(db, { ...command, departments: departments.map((each) => ({ ...each })), question }),
  ),
  hold: verb(HoldBody, ['application.hold'], (db, command, { reason }) =>
    holdApplication(db, { ...command, reason }),
  ),
  resume: verb(ResumeBody, ['application.resume'], (db, command, { reason }) =>
    resumeApplication(db, { ...command, reason }),
  ),
  transfer: verb(TransferBody, ['application.transfer'], (db, command, { to, reason }) =>
    transferTask(db, { ...command, to, reason }),
  ),
  claim: verb(ClaimBody, ['application.claim'], (db, command) => claimTask(db, command)),
  unclaim: verb(UnclaimBody, ['application.unclaim'], (db, command, { reason }) =>
    unclaimTask(db, { ...command, reason }),
  ),
  terminate: verb(TerminateBody, ['application.terminate'], (db, command, { reasonCode, reason }) =>
    terminateApplication(db, { ...command, reasonCode, reason }),
  ),
  confirm: verb(ConfirmBody, ['application.confirm'], (db, command, { comment }) =>
    confirmTermination(db, { ...command, ...withoutAbsent({ comment }) }),
  ),
  refuse: verb(RefuseBody, ['application.refuse'], (db, command, { reason }) =>
    refuseTermination(db, { ...command, reason }),
  ),
};
