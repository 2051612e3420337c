import { YearlyStatements1000000000170 } from './migrations/0170-yearly-statements';
import 'reflect-metadata';
import { DataSource, DefaultNamingStrategy } from 'typeorm';
import { Context1000000000001 } from './migrations/0001-context';
import { People1000000000002 } from './migrations/0002-people';
import { LawAndCases1000000000003 } from './migrations/0003-law-and-cases';
import { Money1000000000004 } from './migrations/0004-money';
import { Record1000000000005 } from './migrations/0005-record';
import { Calls1000000000006 } from './migrations/0006-calls';
import { EarlierPayments1000000000007 } from './migrations/0007-earlier-payments';
import { Imports1000000000008 } from './migrations/0008-imports';
import { ReadingsAndDecisions1000000000009 } from './migrations/0009-readings-and-decisions';
import { Reconciliation1000000000012 } from './migrations/0012-reconciliation';
import { Objections1000000000013 } from './migrations/0013-objections';
import { SweepsAndOffers1000000000027 } from './migrations/0027-sweeps-and-offers';
import { PolicyLife1000000000029 } from './migrations/0029-policy-life';
import { Materials1000000000014 } from './migrations/0014-materials';
import { Credit1000000000040 } from './migrations/0040-credit';
import { BuiltNotices1000000000041 } from './migrations/0041-built-notices';
import { PolicyOriginals1000000000058 } from './migrations/0058-policy-originals';
import { FactNames1000000000080 } from './migrations/0080-fact-names';
import { FundingQueue1000000000101 } from './migrations/0101-funding-queue';
import { Recoveries1000000000102 } from './migrations/0102-recoveries';
import { StaleCredit1000000000103 } from './migrations/0103-stale-credit';
import { BudgetChanges1000000000100 } from './migrations/0100-budget-changes';
import { ProfileOfEveryParty1000000000081 } from './migrations/0081-profile-of-every-party';
import { FinishedStages1000000000119 } from './migrations/0119-finished-stages';
import { Reminders1000000000118 } from './migrations/0118-reminders';
import { Notifications1000000000117 } from './migrations/0117-notifications';
import { HoldTerminateRecuse1000000000111 } from './migrations/0111-hold-terminate-recuse';
import { PayeeAccounts1000000000105 } from './migrations/0105-payee-accounts';
import { Holds1000000000106 } from './migrations/0106-holds';
import { IssuedDocuments1000000000107 } from './migrations/0107-issued-documents';
import { InstructionFiles1000000000108 } from './migrations/0108-instruction-files';
import { Iso20022Files1000000000109 } from './migrations/0109-iso-20022';
import { CountyTargets1000000000160 } from './migrations/0160-county-targets';
import { OpinionTemplates1000000000163 } from './migrations/0163-opinion-templates';
import { OfferReminders1000000000162 } from './migrations/0162-offer-reminders';
import { Mail1000000000161 } from './migrations/0161-mail';
import { SecondFactor1000000000140 } from './migrations/0140-second-factor';
import { TaskHolders1000000000150 } from './migrations/0150-task-holders';
import { AccessByTwo1000000000320 } from './migrations/0320-access-by-two';
import { Delegations1000000000151 } from './migrations/0151-delegations';
import { SecondApprovers1000000000152 } from './migrations/0152-second-approvers';
import { RecordedRecusals1000000000153 } from './migrations/0153-recorded-recusals';
import { StraightBack1000000000110 } from './migrations/0110-straight-back';
import { StageClocks1000000000112 } from './migrations/0112-stage-clocks';
import { Consultations1000000000113 } from './migrations/0113-consultations';
import { ListsOfManyCases1000000000130 } from './migrations/0130-lists-of-many-cases';
import { NoteWriters1000000000131 } from './migrations/0131-note-writers';
import { SweepFacts1000000000120 } from './migrations/0120-sweep-facts';
import { SweepCauses1000000000121 } from './migrations/0121-sweep-causes';
import { SweepsOnABase1000000000122 } from './migrations/0122-sweeps-on-a-base';
import { RegistersOfSweeps1000000000127 } from './migrations/0127-registers-of-sweeps';
import { TrialProgress1000000000135 } from './migrations/0135-trial-progress';
import { FindingsInChunks1000000000123 } from './migrations/0123-findings-in-chunks';
import { AccountsKept1000000000034 } from './migrations/0034-accounts-kept';
import { LongStatements1000000000180 } from './migrations/0180-long-statements';
import { WhiteLists1000000000241 } from './migrations/0241-white-lists';
import { OfferQuestions1000000000240 } from './migrations/0240-offer-questions';
import { WhyUnknown1000000000181 } from './migrations/0181-why-unknown';
import { ChecksAtOnce1000000000210 } from './migrations/0210-checks-at-once';
import { CodesTakenOnce1000000000275 } from './migrations/0275-codes-taken-once';
import { TreasuryAccountVersions1000000000276 } from './migrations/0276-treasury-account-versions';
import { Advances1000000000200 } from './migrations/0200-advances';
import { DemandPapers1000000000250 } from './migrations/0250-demand-papers';
import { OpinionsOfEveryStage1000000000265 } from './migrations/0265-opinions-of-every-stage';
import { TerminatedAwards1000000000266 } from './migrations/0266-terminated-awards';
import { ClaimedTwice1000000000230 } from './migrations/0230-claimed-twice';
import { ThirdPartyAudit1000000000220 } from './migrations/0220-third-party-audit';
import { Instalments1000000000295 } from './migrations/0295-instalments';
import { DecisionPapers1000000000290 } from './migrations/0290-decision-papers';
import { CreditedRefunds1000000000297 } from './migrations/0297-credited-refunds';
import { PaymentsInOrder1000000000296 } from './migrations/0296-payments-in-order';
import { ChecksOfTexts1000000000310 } from './migrations/0310-checks-of-texts';
import { SerialsOfADay1000000000330 } from './migrations/0330-serials-of-a-day';
import { ImportsThatMeet1000000000350 } from './migrations/0350-imports-that-meet';
import { Seals1000000000340 } from './migrations/0340-seals';
import { CreditsBeforeDebits1000000000360 } from './migrations/0360-credits-before-debits';
import { Pruning1000000000370 } from './migrations/0370-pruning';
import { ImportedStandards1000000000375 } from './migrations/0375-imported-standards';
import { RepaymentsOfADay1000000000361 } from './migrations/0361-repayments-of-a-day';
import { BatchDepartures1000000000362 } from './migrations/0362-batch-departures';
import { SharedRepayments1000000000363 } from './migrations/0363-shared-repayments';
import { NoticedInFull1000000000380 } from './migrations/0380-noticed-in-full';
import { DecidedInName1000000000381 } from './migrations/0381-decided-in-name';
import { KnownBrowsers1000000000382 } from './migrations/0382-known-browsers';
import { ChannelByTwo1000000000390 } from './migrations/0390-channel-by-two';
import { Recognitions1000000000400 } from './migrations/0400-recognitions';
import { NamedRecognitions1000000000401 } from './migrations/0401-named-recognitions';
import { DecisionsByReading1000000000420 } from './migrations/0420-decisions-by-reading';
import { ReversedRepayments1000000000430 } from './migrations/0430-reversed-repayments';
import { DemandsOfAClause1000000000450 } from './migrations/0450-demands-of-a-clause';
import { StoppedAccounts1000000000331 } from './migrations/0331-stopped-accounts';
import { WhiteListsOfCounties1000000000285 } from './migrations/0285-white-lists-of-counties';
import { types } from 'pg';
import { ENTITIES } from './entities';

const DATE = 1082;
const DATE_ARRAY = 1182;

/** A date is its text: the driver would make it an instant at local midnight, another day in another time zone. */
const dateAsText = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (text: string) => text;
    if (oid === DATE_ARRAY) return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(','));
    return types.getTypeParser(oid, format) as unknown;
  }) as typeof types.getTypeParser,
};

/** In the order they run. A released migration is never edited. */
export const MIGRATIONS = [
  Context1000000000001,
  People1000000000002,
  LawAndCases1000000000003,
  Money1000000000004,
  Record1000000000005,
  Calls1000000000006,
  EarlierPayments1000000000007,
  Imports1000000000008,
  ReadingsAndDecisions1000000000009,
  Reconciliation1000000000012,
  Objections1000000000013,
  SweepsAndOffers1000000000027,
  PolicyLife1000000000029,
  Materials1000000000014,
  Credit1000000000040,
  AccountsKept1000000000034,
  BuiltNotices1000000000041,
  PolicyOriginals1000000000058,
  FactNames1000000000080,
  ProfileOfEveryParty1000000000081,
  PayeeAccounts1000000000105,
  Holds1000000000106,
  BudgetChanges1000000000100,
  FundingQueue1000000000101,
  IssuedDocuments1000000000107,
  InstructionFiles1000000000108,
  Iso20022Files1000000000109,
  StraightBack1000000000110,
  HoldTerminateRecuse1000000000111,
  StageClocks1000000000112,
  Notifications1000000000117,
  Consultations1000000000113,
  Reminders1000000000118,
  FinishedStages1000000000119,
  ListsOfManyCases1000000000130,
  NoteWriters1000000000131,
  SweepFacts1000000000120,
  SweepCauses1000000000121,
  SweepsOnABase1000000000122,
  RegistersOfSweeps1000000000127,
  TrialProgress1000000000135,
  FindingsInChunks1000000000123,
  Recoveries1000000000102,
  StaleCredit1000000000103,
  SecondFactor1000000000140,
  CountyTargets1000000000160,
  Mail1000000000161,
  OfferReminders1000000000162,
  TaskHolders1000000000150,
  OpinionTemplates1000000000163,
  LongStatements1000000000180,
  WhyUnknown1000000000181,
  OfferQuestions1000000000240,
  Advances1000000000200,
  DemandPapers1000000000250,
  OpinionsOfEveryStage1000000000265,
  TerminatedAwards1000000000266,
  ClaimedTwice1000000000230,
  ThirdPartyAudit1000000000220,
  WhiteListsOfCounties1000000000285,
  DecisionPapers1000000000290,
  WhiteLists1000000000241,
  Delegations1000000000151,
  YearlyStatements1000000000170,
  SecondApprovers1000000000152,
  RecordedRecusals1000000000153,
  ChecksAtOnce1000000000210,
  CodesTakenOnce1000000000275,
  TreasuryAccountVersions1000000000276,
  Instalments1000000000295,
  PaymentsInOrder1000000000296,
  CreditedRefunds1000000000297,
  ChecksOfTexts1000000000310,
  SerialsOfADay1000000000330,
  Seals1000000000340,
  ImportsThatMeet1000000000350,
  CreditsBeforeDebits1000000000360,
  RepaymentsOfADay1000000000361,
  BatchDepartures1000000000362,
  SharedRepayments1000000000363,
  Pruning1000000000370,
  ImportedStandards1000000000375,
  NoticedInFull1000000000380,
  DecidedInName1000000000381,
  KnownBrowsers1000000000382,
  ChannelByTwo1000000000390,
  Recognitions1000000000400,
  NamedRecognitions1000000000401,
  DecisionsByReading1000000000420,
  ReversedRepayments1000000000430,
  DemandsOfAClause1000000000450,
  StoppedAccounts1000000000331,
  AccessByTwo1000000000320,
];

class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName || propertyName.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  }
}

export interface ConnectionOptions {
  poolSize: number;
  applicationName: string;
  /** How long a request waits for one of the connections before it fails, in milliseconds; 10 s unless said otherwise. */
  connectWithinMs?: number;
}

/** One data source per role; `poolSize` connections. The caller initialises and destroys it. */
export function createDataSource(url: string, options: ConnectionOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...ENTITIES],
    migrations: MIGRATIONS,
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    migrationsRun: false,
    migrationsTransactionMode: 'all',
    // Query parameters hold personal data: nothing is logged here.
    logging: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    extra: {
      // What the bank is told rests on a commit: no server may be set to forget one when it crashes. Rows lie in memory or on
      // a disk without heads, whatever the server assumes; and no statement here runs long enough to be worth compiling.
      options: '-c synchronous_commit=on -c random_page_cost=1.1 -c jit=off',
      types: dateAsText,
      connectionTimeoutMillis: options.connectWithinMs ?? 10_000,
      idle_in_transaction_session_timeout: 60_000,
      statement_timeout: 120_000,
    },
  });
}
