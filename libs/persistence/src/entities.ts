import { ApplicationEntity, CaseActorEntity, CaseTaskEntity } from './applications/application-entities';
import { CaseDecisionEntity } from './applications/decision-entity';
import { AuditEventEntity } from './audit/audit-entity';
import { AuditSealEntity } from './audit/seal-entity';
import { CalendarYearEntity } from './calendar/calendar-entity';
import { CallEntity } from './calls/call-entity';
import { CreditCheckEntity, CreditRecordEntity } from './credit/credit-entities';
import { EarlierPaymentCoverageEntity, EarlierPaymentEntity } from './facts/earlier-payment-entities';
import {
  FactRecordEntity,
  PartyProfileEntity,
  RegisterCoverageEntity,
  StandardRecordEntity,
  TitleRecordEntity,
} from './facts/fact-entities';
import {
  AwardEntity,
  AwardLineEntity,
  AwardSourceEntity,
  AwardInstalmentEntity,
  InstalmentDecisionEntity,
  BudgetLineEntity,
  EntitlementEntity,
  TreasuryAccountEntity,
  TreasuryAccountVersionEntity,
} from './funds/award-entities';
import { BudgetChangeEntity } from './funds/budget-change-entities';
import { FinanceProposalEntity, FinanceTaskEntity, TreasuryDayEntity } from './funds/finance-task-entities';
import {
  BankAnswerEntity,
  BankStatementEntity,
  BankStatementLineEntity,
  DisbursementBatchEntity,
  InstructionFileEntity,
  PaymentAttemptEntity,
  ResultFileEntity,
  PaymentEntity,
} from './funds/payment-entities';
import { RecoveryEntity, RecoveryEntryEntity, RepaymentReversalEntity } from './funds/recovery-entities';
import { AccessProposalEntity } from './identity/access-entity';
import { ChannelProposalEntity } from './identity/channel-entity';
import { DelegationEntity } from './identity/delegation-entity';
import {
  RegionEntity,
  RoleGrantEntity,
  SessionEntity,
  UserAccountEntity,
} from './identity/identity-entities';
import { ApprovedApplicantEntity, CaseHoldEntity, RegistrationStatusEntity } from './holds/hold-entities';
import { IssuedDocumentEntity } from './documents/document-entity';
import { DataImportEntity, ImportRetractionEntity, ImportRowEntity } from './imports/import-entities';
import { CaseNoteEntity, MaterialEntity } from './applications/material-entities';
import { MailAddressEntity, MailAttemptEntity, MailLetterEntity } from './notifications/mail-entities';
import { NotificationEntity } from './notifications/notification-entity';
import { DecisionPaperEntity } from './applications/decision-paper-entity';
import { AuditOpinionEntity } from './applications/audit-opinion-entity';
import { ConsultationEntity, ConsultationOpinionEntity } from './applications/consultation-entities';
import { OpinionTemplateEntity } from './applications/opinion-template-entity';
import { ReminderEntity } from './applications/reminder-entity';
import { RecusalEntity } from './applications/recusal-entity';
import { NoticeEntity, NoticeLineEntity } from './notices/notice-entities';
import { ObjectionEntity } from './notices/objection-entity';
import { BankCodeEntity, BankCodeTableEntity } from './parties/bank-code-entities';
import { PartyEntity, PartyGrantEntity, PayeeAccountEntity } from './parties/party-entities';
import {
  DeterminationEntity,
  FactsSnapshotEntity,
  PolicyTrialEntity,
  PolicyTrialRunEntity,
  PolicyVersionEntity,
} from './policies/policy-entities';
import { PolicyOriginalEntity } from './policies/original-store';
import { ReadingChoiceEntity, ReadingVerdictEntity } from './policies/reading-entities';
import { WhiteListEntity, WhiteListMemberEntity } from './supervision/white-list-entities';
import { CountyTargetEntity } from './supervision/county-target-entity';
import { OfferQuestionEntity } from './sweeps/offer-question-entity';
import {
  OfferEntity,
  OfferLineEntity,
  SweepChunkEntity,
  SweepEntity,
  SweepFailureEntity,
  SweepLineEntity,
} from './sweeps/sweep-entities';

/** Every mapped table, listed once. */
export const ENTITIES = [
  RegionEntity,
  UserAccountEntity,
  RoleGrantEntity,
  AccessProposalEntity,
  ChannelProposalEntity,
  DelegationEntity,
  SessionEntity,
  PartyEntity,
  PartyGrantEntity,
  PayeeAccountEntity,
  BankCodeTableEntity,
  BankCodeEntity,
  FactRecordEntity,
  TitleRecordEntity,
  StandardRecordEntity,
  RegisterCoverageEntity,
  PartyProfileEntity,
  EarlierPaymentEntity,
  EarlierPaymentCoverageEntity,
  CreditRecordEntity,
  CreditCheckEntity,
  RegistrationStatusEntity,
  ApprovedApplicantEntity,
  CaseHoldEntity,
  IssuedDocumentEntity,
  DataImportEntity,
  ImportRowEntity,
  ImportRetractionEntity,
  PolicyVersionEntity,
  PolicyTrialEntity,
  PolicyTrialRunEntity,
  PolicyOriginalEntity,
  FactsSnapshotEntity,
  DeterminationEntity,
  ReadingChoiceEntity,
  ReadingVerdictEntity,
  CallEntity,
  ApplicationEntity,
  CaseActorEntity,
  CaseTaskEntity,
  CaseDecisionEntity,
  MaterialEntity,
  CaseNoteEntity,
  ConsultationEntity,
  AuditOpinionEntity,
  DecisionPaperEntity,
  ConsultationOpinionEntity,
  RecusalEntity,
  ReminderEntity,
  OpinionTemplateEntity,
  NotificationEntity,
  MailAddressEntity,
  MailLetterEntity,
  MailAttemptEntity,
  NoticeEntity,
  NoticeLineEntity,
  ObjectionEntity,
  CalendarYearEntity,
  TreasuryAccountEntity,
  TreasuryAccountVersionEntity,
  BudgetLineEntity,
  BudgetChangeEntity,
  EntitlementEntity,
  AwardEntity,
  AwardLineEntity,
  AwardSourceEntity,
  AwardInstalmentEntity,
  InstalmentDecisionEntity,
  DisbursementBatchEntity,
  PaymentEntity,
  InstructionFileEntity,
  PaymentAttemptEntity,
  ResultFileEntity,
  BankAnswerEntity,
  BankStatementEntity,
  BankStatementLineEntity,
  FinanceTaskEntity,
  FinanceProposalEntity,
  TreasuryDayEntity,
  RecoveryEntity,
  RecoveryEntryEntity,
  RepaymentReversalEntity,
  AuditEventEntity,
  AuditSealEntity,
  SweepEntity,
  SweepChunkEntity,
  SweepLineEntity,
  SweepFailureEntity,
  OfferEntity,
  OfferLineEntity,
  OfferQuestionEntity,
  CountyTargetEntity,
  WhiteListEntity,
  WhiteListMemberEntity,
] as const;
