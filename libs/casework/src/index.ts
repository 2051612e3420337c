/** The use cases, one file each, and what the apps need to run them. */
export { DESK_KEYS, readDesk, type DeskItem, type DeskKey } from './desk/read-desk';
export { listVocabulary } from './facts/list-vocabulary';
export * from './configuration';
export { connectDatabase, FileStore, prepareDatabase, SetupError, type Database } from '@duixian/persistence';
export type { RivalClaim } from '@duixian/persistence';
export type { CommandOutcome, ObjectionOutcome, ObjectorKind, Page, PageRequest } from '@duixian/persistence';
export {
  BUDGET_CHANGE_KINDS,
  type BudgetBalance,
  type BudgetChangeKind,
  FINANCE_RESOLUTIONS,
  FINANCE_TASK_KINDS,
  type FinanceResolution,
  type FinanceTaskKind,
} from '@duixian/persistence';
export type { Refusal, RefusalCode, Refused } from './ground/refusal';
export {
  APPLICATION_STATES,
  BATCH_STATES,
  PAYMENT_CHANNELS,
  SECOND_FACTOR_OPERATIONS,
  type PaymentChannel,
  CALL_STATES,
  NOTICE_PUBLICATIONS,
  type NoticePublication,
  CONSULTATION_ENDS,
  CONSULTED_ROLES,
  type ConsultationEnd,
  type ConsultedRole,
  type Department,
  COVERAGE_STATES,
  CREDIT_OUTCOMES,
  CREDIT_PURPOSES,
  HOLD_KINDS,
  HOLD_STATES,
  RECOVERY_ENTRY_KINDS,
  RECOVERY_ENTRY_STATES,
  RECOVERY_STATES,
  type RecoveryEntryAction,
  type RecoveryEntryKind,
  type RecoveryEntryState,
  type RecoveryState,
  type CreditOutcome,
  type CreditPurpose,
  type HoldAction,
  type HoldKind,
  type HoldState,
  ACCOUNT_SECONDS,
  PAYEE_ACCOUNT_STATES,
  type AccountSecond,
  type PayeeAccountAction,
  type PayeeAccountState,
  IMPORT_KINDS,
  IMPORT_STATES,
  OFFER_STATES,
  SWEEP_STATES,
  STATE_REASON_CODES,
  type StateReasonCode,
  NOTICE_STATES,
  OBJECTION_STATES,
  type ObjectionState,
  OPERATIONS,
  PAYMENT_STATES,
  permit,
  permitSomewhere,
  POLICY_STATES,
  READING_CHOICE_STATES,
  ROLES,
  ACCOUNT_ACTIONS,
  type AccountAction,
  type Role,
  type Actor,
  type ApplicationState,
  type CallAction,
  type CallState,
  type CoverageAction,
  type CoverageState,
  type ImportAction,
  type ImportKind,
  type ImportState,
  type OfferState,
  type OfferPersonAction,
  OFFER_QUESTION_ENDS,
  type OfferQuestionEnd,
  type SweepPersonAction,
  type SweepState,
  type Operation,
  type OperationRule,
  type PaymentState,
  type PersonAction,
  type PersonActor,
  type PolicyAction,
  type PolicyState,
  type ReadingChoiceAction,
  type ReadingChoiceState,
} from '@duixian/workflow';
export { RECUSAL_GROUNDS, RECUSAL_SCOPES, RESUBMIT_TARGETS } from '@duixian/workflow';
export type { RecusalGround, RecusalScope, ResubmitTarget } from '@duixian/workflow';

export { openSession, type OpenedSession } from './identity/open-session';
export { closeSession } from './identity/close-session';
export { actInNameOf, authenticate } from './identity/authenticate';
export { readSession, type SessionView } from './identity/read-session';
export { changePassword } from './identity/change-password';
export { createPerson, type CreatedPerson, type NewPerson } from './identity/create-person';
export type { PersonAnswer, PersonCommand } from './identity/open-account';
export * from './identity/second-factor';
export { resetPassword, resumePerson, suspendPerson, type ResetPassword } from './identity/keep-account';
export { endRole, grantRole } from './identity/grant-role';
export * from './identity/delegate';
export { linkParty, PARTY_CAPACITIES, unlinkParty } from './identity/link-party';
export { hasAdministrator, makeFirstAdministrator } from './identity/first-administrator';
export * from './identity/keep-regions';
export { moveClock } from './identity/move-clock';
export { listRegions } from './identity/list-regions';
export { listPeople, type PersonView } from './identity/list-people';
export { listCalendarYears } from './calendar/list-years';
export * from './calendar/publish-year';
export type { MovedDeadlines, MovedNotice } from './calendar/calendar-effects';
export { recountNoticeEnds } from './notices/recount-notice-ends';
export { exportList } from './exports/export-list';
export { EXPORTED_LIST_NAMES, type ExportedListName } from './exports/exported-lists.table';
export type { ExportFilter } from './exports/exported-list';
export { EXPORTED_EVENT, recordExport } from './exports/record-export';
export { listMyParties, type PartyView } from './parties/list-my-parties';
export { readPartyFacts, type KnownFact } from './parties/read-party-facts';
export * from './parties/propose-account';
export * from './parties/decide-account';
export * from './parties/read-accounts';
export * from './parties/bank-codes';
export { issueDocument, PAPER_FORMATS, type IssuedPaper, type PaperFormat } from './documents/issue-document';
export { verifyDocument, type DocumentVerification } from './documents/verify-document';
export { DOCUMENT_KINDS, type DocumentKind } from '@duixian/persistence';
export { usePresentAccount } from './funds/use-present-account';
export { completeCreditCode, isCreditCode } from './parties/credit-code';

export { loadPolicy, type LoadedPolicy } from './policies/load-policies';
export { calculate, type Calculation, type ExplainedResult } from './policies/calculate';
export { listClauses, readClause, type ClauseDetail, type ClauseView } from './policies/read-clauses';
export * from './policies/read-policies';
export { attachOriginal, openOriginal } from './policies/attach-original';
export type { OriginalView } from './policies/original-view';
export { checkPolicy, type PolicyCheck } from './policies/check-policy';
export { diffPolicies, type PolicyDifference } from './policies/diff-policies';
export { draftPolicy, type PolicyAnswer } from './policies/draft-policy';
export * from './policies/change-policy';
export type { PolicyText } from './policies/policy-text';
export { replayDetermination, type DeterminationReplay } from './policies/replay-determination';
export { tryPolicyVersion } from './policies/try-policy';
export type { TrialComparison, TrialOutcome, TrialSum } from './policies/trial-sheet';
export * from './policies/choose-reading';
export { listReadings, type ReadingChoiceView, type ReadingView } from './policies/list-readings';
export { REVIEW_STAGE_KEYS, type CallContent, type StageKey } from './calls/call-content';
export { draftCall, type CallAnswer } from './calls/draft-call';
export { approveCall, closeCall, editCall, publishCall, type CallCommand } from './calls/change-call';
export { listCalls, readCall, type CallView } from './calls/list-calls';

export * from './facts/record-coverage';
export * from './facts/change-coverage';
export * from './facts/list-coverage';

export * from './credit/check-credit';
export * from './credit/credit-rules';
export { DEFAULT_REGISTER_RULES, type RegisterRules } from './facts/register-rules';
export { creditCheckView, type CreditCheckView } from './credit/credit-check-view';
export { listHolds, type HoldView, type ListedHoldView } from './holds/list-holds';
export { resolveHold, type HoldAnswer, type HoldCommand } from './holds/resolve-hold';
export type { ImportAbout } from './imports/import-about';
export { receiveImport, type ImportTable } from './imports/receive-import';
export { tableOfUpload, type Upload } from './imports/open-upload';
export { tableOfRecords } from './imports/open-records';
export { commitImport, discardImport, undoImport, type ImportCommand } from './imports/act-on-import';
export { applyImport } from './imports/apply-import';
export * from './imports/read-imports';
export type { ImportView } from './imports/import-view';
export { writeRejectedRows, type WrittenFile } from './imports/write-rejected';
export { templateColumns, writeTemplate, type TemplateColumn } from './imports/write-template';

export { MOST_MATERIAL_BYTES } from './ground/receive-file';
export type { CaseAnswer, CaseCommand } from './applications/command';
export { createApplication, type CreateApplication } from './applications/create-application';
export { editApplication } from './applications/edit-application';
export { submitApplication } from './applications/submit-application';
export * from './applications/attach-material';
export { openMaterial, type CaseNoteView, type MaterialView } from './applications/read-materials';
export { writeNote } from './applications/write-note';
export { withdrawApplication } from './applications/withdraw-application';
export { attestFacts, type Attestation } from './applications/attest-facts';
export { decideApplication, type Decision } from './applications/decide-application';
export { approveApplication } from './applications/approve-application';
export { remandApplication } from './applications/remand-application';
export { holdApplication } from './applications/hold-application';
export { resumeApplication } from './applications/resume-application';
export * from './applications/terminate-application';
export * from './applications/transfer-task';
export * from './applications/list-colleagues';
export { consultDepartments, recallConsultation } from './applications/consult-departments';
export { attachOpinion, giveOpinion, openOpinionFile } from './applications/give-opinion';
export * from './applications/read-consultations';
export { declareRecusal } from './applications/declare-recusal';
export { recordRecusal } from './applications/record-recusal';
export { returnApplication } from './applications/return-application';
export { rejectApplication, REJECTION_CODES, type RejectionCode } from './applications/reject-application';
export { reconsiderApplication } from './applications/reconsider-application';
export { assessApplication } from './applications/assess-application';
export type { DecisionView, DeterminationView } from './applications/line-view';
export { readApplication, type ApplicationView } from './applications/read-application';
export { CLOCK_PAUSES, type ClockPause, type StageClockView } from './applications/case-deadline';
export { listApplications, type ApplicationSummary } from './applications/list-applications';
export { listTasks, type TaskView } from './applications/list-tasks';
export { decideTasks, type TaskDecision, type TaskResult } from './applications/decide-tasks';

export { publishNotice } from './notices/publish-notice';
export { closeEndedNotices } from './notices/close-notices';
export { fileObjection, type FiledObjection, type NewObjection } from './notices/file-objection';
export { resolveObjection, type ObjectionAnswer, type ResolveObjection } from './notices/resolve-objection';
export * from './notices/read-objections';
export { listNotices, readNotice, type NoticeView } from './notices/read-notices';
export { listWaitingForNotice, type WaitingFilter } from './notices/list-waiting';
export * from './notices/build-notice';

export { awardApplication } from './funds/award-application';
export { prepareBatch, type BatchAnswer, type PreparedBatch } from './funds/prepare-batch';
export { cancelBatch, releaseBatch, type BatchCommand } from './funds/release-batch';
export { writeInstructionFile, type InstructionFileAnswer } from './funds/write-instruction-file';
export { readResultFile, type ResultFileAnswer } from './funds/read-result-file';
export { sendPayment } from './funds/send-payment';
export { queryPayment } from './funds/query-payment';
export { importStatement, type StatementAnswer } from './funds/import-statement';
export { keepStatementFile } from './funds/statement-spool';
export { requeuePayment, type PaymentAnswer } from './funds/requeue-payment';
export { settleApplication } from './funds/settle-application';
export { reopenApplication } from './funds/reopen-application';
export { proposeResolution } from './funds/propose-resolution';
export { decideResolution } from './funds/decide-resolution';
export type { FinanceTaskAnswer } from './funds/open-finance-task';
export { closeTreasuryDay, type TreasuryDayView } from './funds/close-treasury-day';
export * from './funds/read-reconciliation';
export * from './funds/read-funds';
export * from './funds/propose-budget-change';
export * from './funds/decide-budget-change';
export * from './funds/read-budget-changes';
export * from './funds/read-budget-balance';
export * from './funds/read-funding-waits';
export type { FundingPlaceView } from './funds/funding-places';
export { proposeRecovery, type RecoveryAnswer, type RecoveryProposal } from './funds/propose-recovery';
export { decideRecovery, type RecoveryVerb } from './funds/decide-recovery';
export * from './funds/record-recovery-entry';
export * from './funds/decide-recovery-entry';
export type { RecoveryCommand } from './funds/open-recovery';
export * from './funds/read-recoveries';
export { leaveFundingQueues, serveFundingQueue } from './funds/serve-funding-queue';
export { writeBatchFile } from './funds/write-batch-file';
export { orderSweep, type OrderSweep, type SweepAnswer } from './sweeps/order-sweep';
export { listRegisterStandings } from './sweeps/list-register-standings';
export { sweepForCause, sweepNightly, type SweepTriggers } from './sweeps/sweep-by-system';
export { approveSweep, cancelSweep, type SweepCommand } from './sweeps/change-sweep';
export { collectCandidates } from './sweeps/collect-candidates';
export { evaluateChunk } from './sweeps/evaluate-chunk';
export { makeOffers, OFFER_WORKING_DAYS, sendOutOffers } from './sweeps/make-offers';
export * from './sweeps/read-sweeps';
export * from './sweeps/read-sweep-lines';
export * from './sweeps/read-offers';
export type { OfferAnswer, OfferCommand } from './sweeps/decide-offer';
export { confirmOffer } from './sweeps/confirm-offer';
export { declineOffer } from './sweeps/decline-offer';
export * from './sweeps/ask-about-offer';
export * from './sweeps/answer-offer-question';
export * from './sweeps/remind-of-questions';
export { expireOffers } from './sweeps/expire-offers';
export * from './sweeps/remind-of-offers';
export {
  DEADLINE_LIGHTS,
  MISSED_REASONS,
  type MissedReason,
  SWEEP_CAUSES,
  SWEEP_DISPOSITIONS,
  type DeadlineLight,
  type SweepCause,
  type SweepDisposition,
} from '@duixian/workflow';
export { listMissed, readMissedReport, type MissedQuery } from './entitlements/read-missed';
export type { MissedReport, MissedView } from './entitlements/read-missed';
export { readLadder, type HeldTitle, type LadderView } from './entitlements/read-ladder';
export { readYearlyStatement } from './entitlements/read-statement';
export type { GotView, NextStep, YearlyStatement } from './entitlements/read-statement';
export * from './cultivation/read-pool';
export * from './cultivation/read-warnings';
export { listEvents, verifyAudit, type EventListFilter, type EventView } from './audit/read-audit';
export { remindHolder, type RemindersView } from './applications/remind-holder';
export * from './applications/opinion-templates';
export { remindByClock } from './applications/remind-by-clock';
export { readSupervisionBoard, type BoardQuery, type SupervisionBoard } from './supervision/read-board';
export type { OverdueCase, StageFigures, SupervisedStage } from '@duixian/persistence';
export * from './notifications/write-notifications';
export * from './supervision/county-targets';
export * from './notifications/mailer';
export * from './notifications/send-letter';
export * from './notifications/mail-settings';
export * from './notifications/inbox';
export { NOTIFICATION_CATEGORIES, type NotificationCategory } from '@duixian/workflow';
export { proveEverything } from './audit/prove-everything';
export { SUPERVISED_STAGES, type InvariantProof, type RegisterStanding } from '@duixian/persistence';

export { refuseDemoData } from './seed/refuse-demo-data';
export { seedGround } from './seed/seed-ground';
export { seedDemo, type DemoSize, type SeededDemo } from './seed/seed-demo';
export { DEMO_ACCOUNTS, DEMO_CITY_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from './seed/demo-people.table';
