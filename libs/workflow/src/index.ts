/** Workflow: what may happen next and who may do it. Tables, one engine, one permission function. Pure. */
export { type Transition, type TransitionRefusal, type Move, describeRefusal } from './transition-table';
export {
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  APPLICATION_CREATED_EVENT,
  APPLICATION_ORIGINS,
  RESUBMIT_TARGETS,
  type ResubmitTarget,
  type ApplicationOrigin,
  type ApplicationState,
  type PersonAction,
  type OfferEffect,
  type SystemAction,
  type ApplicationAction,
  type ObjectionEffect,
  type ApplicationGuard,
  type StageEffect,
  type ApplicationTransition,
} from './application-table';
export * from './application';
export {
  CREDIT_RECORD_KINDS,
  CREDIT_PURPOSES,
  CREDIT_OUTCOMES,
  UNCHECKED_OUTCOMES,
  type CreditRecordKind,
  type CreditPurpose,
  type CreditOutcome,
} from './credit';
export {
  PAYEE_ACCOUNT_STATES,
  PAYEE_ACCOUNT_TRANSITIONS,
  PAYEE_ACCOUNT_CREATED_EVENT,
  ACCOUNT_SECONDS,
  type PayeeAccountState,
  type PayeeAccountAction,
  type PayeeAccountTransition,
  type AccountSecond,
  movePayeeAccount,
  allowedPayeeAccountActions,
  maySecondAccount,
} from './payee-account';
export {
  HOLD_KINDS,
  HOLD_STATES,
  HOLD_TRANSITIONS,
  HOLD_CREATED_EVENT,
  REGISTRATION_STATUSES,
  type HoldKind,
  type HoldState,
  type HoldAction,
  type HoldTransition,
  type RegistrationStatus,
  moveHold,
  holdActionsOf,
} from './hold';
export {
  HOLD_ACTION_LABELS,
  HOLD_KIND_LABELS,
  HOLD_STATE_LABELS,
  HOLD_WORDS,
  claimsInWords,
  type SameClaim,
  holdInWords,
  REGISTRATION_STATUS_LABELS,
} from './hold-words';
export {
  PAYMENT_STATES,
  PAYMENT_STATE_LABELS,
  PAYMENT_TRANSITIONS,
  PAYMENT_CREATED_EVENT,
  type PaymentState,
  type PaymentAction,
  type PaymentMover,
  type PaymentTransition,
  movePayment,
  allowedPaymentActions,
} from './payment';
export { SECOND_FACTOR_OPERATIONS } from './second-factor';
export { PAYMENT_CHANNELS, type PaymentChannel } from './payment-channel';
export * from './recovery';
export * from './recovery-labels';
export {
  BATCH_STATES,
  BATCH_TRANSITIONS,
  BATCH_CREATED_EVENT,
  type BatchState,
  type BatchAction,
  type BatchTransition,
  moveBatch,
  allowedBatchActions,
} from './batch';
export {
  NOTICE_STATES,
  NOTICE_TRANSITIONS,
  NOTICE_AWAITED_EVENT,
  NOTICE_CREATED_EVENT,
  type NoticeState,
  type NoticeAction,
  type NoticeTransition,
  moveNotice,
  allowedNoticeActions,
} from './notice';
export {
  OBJECTION_STATES,
  OBJECTION_TRANSITIONS,
  OBJECTION_CREATED_EVENT,
  type ObjectionState,
  type ObjectionAction,
  type ObjectionTransition,
  moveObjection,
  allowedObjectionActions,
} from './objection';
export {
  CALL_STATES,
  NOTICE_PUBLICATIONS,
  type NoticePublication,
  CALL_TRANSITIONS,
  CALL_CREATED_EVENT,
  type CallState,
  type CallAction,
  type CallTransition,
  moveCall,
  allowedCallActions,
  mayApproveCall,
  isPublicCall,
  ADVANCED_BY_LABELS,
} from './call';
export {
  IMPORT_KINDS,
  IMPORT_STATES,
  IMPORT_TRANSITIONS,
  IMPORT_CREATED_EVENT,
  type ImportKind,
  type ImportState,
  type ImportAction,
  type ImportTransition,
  moveImport,
  allowedImportActions,
  importOperation,
} from './import';
export {
  COVERAGE_STATES,
  COVERAGE_TRANSITIONS,
  COVERAGE_CREATED_EVENT,
  type CoverageState,
  type CoverageAction,
  type CoverageTransition,
  moveCoverage,
  allowedCoverageActions,
} from './coverage';
export {
  READING_CHOICE_STATES,
  READING_CHOICE_TRANSITIONS,
  READING_CHOICE_CREATED_EVENT,
  type ReadingChoiceState,
  type ReadingChoiceAction,
  type ReadingChoiceTransition,
  moveReadingChoice,
  allowedReadingActions,
  mayConfirmReading,
} from './reading-choice';
export {
  POLICY_STATES,
  POLICY_TRANSITIONS,
  POLICY_CREATED_EVENT,
  type PolicyState,
  type PolicyAction,
  type PolicyTransition,
  movePolicy,
  allowedPolicyActions,
  mayApprovePolicy,
  policyOperation,
} from './policy-version';
export {
  SWEEP_CAUSES,
  type SweepCause,
  SWEEP_STATES,
  SWEEP_TRANSITIONS,
  SWEEP_CREATED_EVENT,
  SWEEP_DISPOSITIONS,
  type SweepDisposition,
  type SweepState,
  type SweepAction,
  type SweepPersonAction,
  type SweepTransition,
  moveSweep,
  allowedSweepActions,
  mayApproveSweep,
} from './sweep';
export {
  OFFER_STATES,
  OFFER_TRANSITIONS,
  OFFER_CREATED_EVENT,
  OFFER_STATE_LABELS,
  OFFER_ACTION_LABELS,
  type OfferState,
  type OfferAction,
  type OfferEnding,
  type OfferPersonAction,
  type OfferQuestionEnd,
  type OfferTransition,
  OFFER_ANSWER_WORKING_DAYS,
  OFFER_PERSON_ACTIONS,
  OFFER_QUESTION_ENDS,
  moveOffer,
  allowedOfferActions,
  lastDayAfterAnswer,
} from './offer';
export { type PublicStatus, publicStatus } from './public-status';
export {
  STATEMENT_CLASSIFICATIONS,
  type StatementClassification,
  STATEMENT_CLASSIFICATION_LABELS,
} from './statement';
export {
  APPLICATION_STATE_LABELS,
  APPLICATION_ACTION_LABELS,
  PAYEE_ACCOUNT_STATE_LABELS,
  PAYEE_ACCOUNT_ACTION_LABELS,
  BATCH_STATE_LABELS,
  PAYMENT_CHANNEL_LABELS,
  NOTICE_STATE_LABELS,
  OBJECTION_STATE_LABELS,
  CALL_STATE_LABELS,
  NOTICE_PUBLICATION_LABELS,
  CALL_ACTION_LABELS,
  IMPORT_KIND_LABELS,
  CREDIT_RECORD_KIND_LABELS,
  CREDIT_OUTCOME_LABELS,
  CREDIT_PURPOSE_LABELS,
  IMPORT_STATE_LABELS,
  IMPORT_ACTION_LABELS,
  COVERAGE_STATE_LABELS,
  COVERAGE_ACTION_LABELS,
  READING_CHOICE_STATE_LABELS,
  POLICY_STATE_LABELS,
  POLICY_ACTION_LABELS,
  SWEEP_CAUSE_LABELS,
  SWEEP_STATE_LABELS,
  SWEEP_ACTION_LABELS,
  SWEEP_DISPOSITION_LABELS,
  ROLE_LABELS,
  ACCOUNT_ACTION_LABELS,
  AUDIT_CONCLUSION_LABELS,
  CASE_STAGE_LABELS,
  RECUSAL_GROUND_LABELS,
} from './labels';
export { APPLICATION_EVENTS, eventInWords } from './application-event-words';
export { EVENT_WORDS } from './event-words.table';
export { caseEventInWords, TRAIL_EVENTS, trailEventInWords } from './event-words';
export {
  STATE_REASON_CODES,
  STATE_REASON_WORDS,
  type StateReasonCode,
  stateReasonInWords,
  stateReasonLabel,
} from './state-reason';
export { MISSED_REASONS, MISSED_REASON_WORDS, type MissedReason } from './missed-reason';
export { ROLES, type Role, type RoleGrant, type PersonActor, type Actor, type Resource } from './actors';
export { type OperationRule, type Who, type RoleReach } from './operation-rule';
export { OPERATIONS, type Operation } from './operations';
export { permit, permitSomewhere, scopeOf, type Permission, type Scope } from './permit';
export * from './consultation';
export * from './third-party-audit';
export * from './transfer';
export * from './opinion-template';
export * from './delegation';
export * from './stage-clock';
export { DEADLINE_LIGHTS, deadlineLightOf, type DeadlineLight } from './deadline-light';
export * from './notification';
export { describeRule } from './permit-sentence';
export { ACCOUNT_ACTIONS, type AccountAction } from './account';
export * from './access';
export * from './channel-proposal';
export {
  CASE_STAGES,
  type CaseStage,
  RECUSAL_GROUNDS,
  RECUSAL_SCOPES,
  type KnownRecusal,
  type RecusalGround,
  type RecusalScope,
  recusalOf,
  mayActInStage,
  mayHoldTogether,
} from './separation';
export * from './white-list';
