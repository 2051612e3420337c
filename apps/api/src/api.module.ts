import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { type Database, type FileStore } from '@duixian/casework';
import { type ApiSettings, SETTINGS } from './api-settings';
import { ApplicationsController } from './applications/applications.controller';
import { MaterialsController } from './applications/materials.controller';
import { AuditsController } from './applications/audits.controller';
import { DecisionPapersController } from './applications/decision-papers.controller';
import { ConsultationsController } from './applications/consultations.controller';
import { RecusalsController } from './applications/recusals.controller';
import { RemindersController } from './applications/reminders.controller';
import { TasksController } from './applications/tasks.controller';
import { AuditController } from './audit/audit.controller';
import { DeskController } from './desk/desk.controller';
import { CallsController } from './calls/calls.controller';
import { HealthController } from './edge/health.controller';
import { DATABASE, FILES } from './edge/http';
import { IdempotencyGuard } from './edge/idempotency.guard';
import { Metrics } from './edge/metrics';
import { MetricsController } from './edge/metrics.controller';
import { OutcomeInterceptor } from './edge/outcome.interceptor';
import { ProblemFilter } from './edge/problem.filter';
import { ReadAsPipe } from './edge/read-as';
import { RouteTable } from './edge/route-table';
import { SecondFactorGuard } from './edge/second-factor.guard';
import { SessionGuard } from './edge/session.guard';
import { EarlierPaymentsController } from './facts/earlier-payments.controller';
import { BudgetsController } from './funds/budgets.controller';
import { BatchesController } from './funds/batches.controller';
import { FinanceTasksController } from './funds/finance-tasks.controller';
import { MoneyController } from './funds/money.controller';
import { PaymentsController } from './funds/payments.controller';
import { RefundsController } from './funds/refunds.controller';
import { RecoveriesController } from './funds/recoveries.controller';
import { StatementsController } from './funds/statements.controller';
import { CalendarController } from './calendar/calendar.controller';
import { ExportsController } from './exports/exports.controller';
import { VocabularyController } from './facts/vocabulary.controller';
import { DemoAccountsController } from './identity/demo-accounts.controller';
import { InstalmentsController } from './funds/instalments.controller';
import { TreasuryAccountsController } from './funds/treasury-accounts.controller';
import { TreasuryDaysController } from './funds/treasury-days.controller';
import { DemoBankController } from './identity/demo-bank.controller';
import { DemoClockController } from './identity/demo-clock.controller';
import { DelegationsController } from './identity/delegations.controller';
import { AccessController } from './identity/access.controller';
import { ChannelsController } from './identity/channels.controller';
import { PeopleController } from './identity/people.controller';
import { RegionsController } from './identity/regions.controller';
import { SessionsController } from './identity/sessions.controller';
import { DocumentsController } from './documents/documents.controller';
import { HoldsController } from './holds/holds.controller';
import { ImportsController } from './imports/imports.controller';
import { OpinionTemplatesController } from './applications/opinion-templates.controller';
import { MailController } from './notifications/mail.controller';
import { NotificationsController } from './notifications/notifications.controller';
import { OfferQuestionsController } from './sweeps/offer-questions.controller';
import { OffersController } from './sweeps/offers.controller';
import { SweepEvents } from './sweeps/sweep-events';
import { CultivationController } from './cultivation/cultivation.controller';
import { WhiteListsController } from './cultivation/white-lists.controller';
import { LadderController } from './entitlements/ladder.controller';
import { EntitlementsController } from './entitlements/entitlements.controller';
import { SupervisionController } from './supervision/supervision.controller';
import { SweepsController } from './sweeps/sweeps.controller';
import { NoticesController } from './notices/notices.controller';
import { ObjectionsController } from './notices/objections.controller';
import { AccountsController } from './parties/accounts.controller';
import { BankCodesController } from './parties/bank-codes.controller';
import { PartiesController } from './parties/parties.controller';
import { PartyFilesController } from './parties/party-files.controller';
import { CalculatorController } from './policies/calculator.controller';
import { ClausesController } from './policies/clauses.controller';
import { OriginalsController } from './policies/originals.controller';
import { PoliciesController } from './policies/policies.controller';
import { DeterminationsController } from './policies/determinations.controller';
import { ReadingsController } from './policies/readings.controller';

const CONTROLLERS: readonly Type[] = [
  SessionsController,
  RegionsController,
  AccessController,
  ChannelsController,
  PeopleController,
  DelegationsController,
  CalendarController,
  ExportsController,
  PartiesController,
  PartyFilesController,
  AccountsController,
  BankCodesController,
  PoliciesController,
  OriginalsController,
  ClausesController,
  CalculatorController,
  VocabularyController,
  ReadingsController,
  DeterminationsController,
  CallsController,
  EarlierPaymentsController,
  ApplicationsController,
  MaterialsController,
  ConsultationsController,
  AuditsController,
  DecisionPapersController,
  RecusalsController,
  RemindersController,
  TasksController,
  ImportsController,
  HoldsController,
  DocumentsController,
  NoticesController,
  ObjectionsController,
  BudgetsController,
  MoneyController,
  BatchesController,
  StatementsController,
  PaymentsController,
  RefundsController,
  RecoveriesController,
  FinanceTasksController,
  TreasuryAccountsController,
  InstalmentsController,
  TreasuryDaysController,
  SweepsController,
  OfferQuestionsController,
  OffersController,
  AuditController,
  DeskController,
  NotificationsController,
  MailController,
  OpinionTemplatesController,
  SupervisionController,
  EntitlementsController,
  LadderController,
  CultivationController,
  WhiteListsController,
  HealthController,
  MetricsController,
];

@Module({})
export class ApiModule {
  /** Everything the API serves over one database. */
  static over(
    { db, files }: { db: Database; files: FileStore },
    settings: ApiSettings,
    moreControllers: readonly Type[],
  ): DynamicModule {
    const demo =
      settings.mode === 'demo' ? [DemoAccountsController, DemoBankController, DemoClockController] : [];
    return {
      module: ApiModule,
      imports: [
        ThrottlerModule.forRoot({
          throttlers: [{ ttl: 60_000, limit: settings.signInsPerMinute ?? 1 }],
          skipIf: () => settings.signInsPerMinute === null,
        }),
      ],
      controllers: [...CONTROLLERS, ...demo, ...moreControllers],
      providers: [
        SweepEvents,
        { provide: DATABASE, useValue: db },
        { provide: FILES, useValue: files },
        { provide: SETTINGS, useValue: settings },
        RouteTable,
        Metrics,
        { provide: APP_FILTER, useClass: ProblemFilter },
        // In this order: who asks and may they at all, then can the request be repeated safely.
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useClass: IdempotencyGuard },
        { provide: APP_GUARD, useClass: SecondFactorGuard },
        { provide: APP_PIPE, useClass: ReadAsPipe },
        { provide: APP_INTERCEPTOR, useClass: OutcomeInterceptor },
      ],
    };
  }
}
