export { prepareDatabase, SetupError, type DatabasePreparation } from './prepare-database';
export { MIGRATIONS } from './data-source';
export { ENTITIES } from './entities';
export { TABLE_GRANTS } from './grants';
export { connectDatabase, Database } from './ground/database';
export {
  runCommand,
  type CommandOutcome,
  type CommandRequest,
  type KeyReused,
  type Outcome,
} from './ground/run-command';
export { runQuery } from './ground/run-query';
export { actorId, seeingEverything, Tx } from './ground/transaction';
export { canonicalJson } from './ground/canonical-json';
export { newId, newToken, sha256, stepKey } from './ground/ids';
export { nextNumber } from './ground/number-series';
export { reachOf, type Reach } from './ground/reach';
export { RegionTree } from './ground/region-tree';
export type { Topic, TopicPayloads } from './ground/topics';
export {
  claimOutbox,
  failOutbox,
  finishOutbox,
  outboxBacklog,
  readOutbox,
  type OutboxRow,
} from './ground/outbox';
export type { Page, PageRequest, PageWithTotals, Totals } from './ground/page';
export * from './identity/identity-entities';
export * from './identity/identity-store';
export * from './identity/account-store';
export * from './identity/second-factor-store';
export * from './calendar/calendar-store';
export * from './parties/party-entities';
export * from './parties/party-store';
export * from './parties/payee-account-store';
export * from './parties/bank-code-entities';
export * from './parties/bank-code-store';
export * from './facts/fact-entities';
export * from './facts/fact-store';
export { readFactsOfDay, type FactsOfDay } from './facts/facts-of-day-store';
export * from './facts/imported-record-store';
export * from './facts/profile-store';
export * from './imports/import-entities';
export * from './imports/import-store';
export * from './facts/dirty-store';
export { refreshDueProfiles, refreshProfiles } from './facts/profile-store';
export * from './facts/earlier-payment-entities';
export * from './facts/earlier-payment-store';
export * from './credit/credit-entities';
export * from './credit/credit-store';
export * from './holds/hold-entities';
export * from './holds/hold-store';
export * from './holds/rival-store';
export * from './documents/document-entity';
export * from './documents/document-store';
export * from './policies/original-store';
export * from './policies/policy-entities';
export * from './policies/policy-store';
export * from './policies/reading-entities';
export * from './policies/reading-store';
export * from './calls/call-entity';
export * from './calls/call-store';
export * from './applications/application-entities';
export * from './applications/application-store';
export * from './applications/task-store';
export { readWaiting, type DeskSource, type Waiting } from './desk/desk-store';
export * from './applications/decision-entity';
export * from './applications/decision-store';
export * from './applications/material-entities';
export * from './applications/material-store';
export * from './applications/consultation-entities';
export * from './applications/consultation-store';
export * from './applications/audit-opinion-entity';
export * from './applications/decision-paper-entity';
export * from './applications/audit-opinion-store';
export * from './applications/reminder-entity';
export * from './applications/holder-store';
export * from './identity/delegation-entity';
export * from './identity/delegation-store';
export * from './applications/reminder-store';
export * from './applications/opinion-template-entity';
export * from './applications/opinion-template-store';
export * from './applications/recusal-entity';
export * from './applications/recusal-store';
export { searchRoleOf, TAKE_SEARCH_ROLE } from './ground/search-role';
export { FileStore, FileTooLarge, type StoredFile } from './ground/file-store';
export * from './notices/notice-entities';
export * from './notices/notice-store';
export { pageWaitingForNotice, type WaitingFilter } from './notices/waiting-store';
export * from './notices/objection-entity';
export * from './notices/objection-store';
export * from './funds/award-entities';
export * from './funds/award-store';
export * from './funds/instalment-store';
export * from './funds/budget-store';
export * from './funds/treasury-account-store';
export * from './funds/budget-change-entities';
export * from './funds/budget-change-store';
export * from './funds/budget-balance-store';
export * from './funds/funding-wait-store';
export * from './funds/payment-entities';
export * from './funds/payment-store';
export * from './funds/instruction-file-store';
export * from './funds/finance-task-entities';
export * from './funds/finance-task-store';
export * from './funds/ledger-proof';
export * from './funds/statement-store';
export * from './funds/treasury-day-store';
export * from './funds/recovery-entities';
export * from './funds/recovery-store';
export { candidateSql } from './sweeps/candidate-sql';
export * from './sweeps/sweep-entities';
export * from './sweeps/sweep-store';
export * from './sweeps/sweep-line-store';
export * from './sweeps/sweep-base-store';
export * from './sweeps/sweep-report-store';
export * from './sweeps/offer-store';
export * from './sweeps/offer-question-entity';
export * from './sweeps/offer-question-store';
export * from './sweeps/missed-store';
export * from './sweeps/got-store';
export * from './notifications/notification-entity';
export * from './notifications/notification-store';
export * from './notifications/mail-entities';
export * from './notifications/mail-store';
export * from './supervision/board-store';
export * from './supervision/county-target-entity';
export * from './supervision/county-target-store';
export * from './supervision/cultivation-store';
export * from './audit/audit-entity';
export * from './audit/audit-store';
export * from './audit/seal-anchors';
export * from './audit/seal-entity';
export * from './audit/seal-proof';
export * from './audit/seal-store';
export * from './supervision/white-list-entities';
export * from './supervision/white-list-store';
