/** Law as data: policy documents (YAML) → AST → results with traces, and candidate filters. Pure, reads no files. */
export type {
  Award,
  Citation,
  Clause,
  ClauseKind,
  Comparison,
  ComputedClause,
  Condition,
  FundingBranch,
  FundingRule,
  Jurisdiction,
  Leaf,
  Level,
  NamedList,
  Operand,
  PolicyDocument,
  Question,
  Reading,
  StatedClause,
  Treatment,
  ValueType,
} from './ast';
export type { Problem } from './problem';
export { choosableOptions } from './syntax/parse-readings';
export { restsOnReading } from './reading-clauses';
export { groupAround, weighedWith } from './weighed-with';
export { parsePolicyDocument } from './syntax/parse-document';
export type { FactDefinition, Facts, FactType, FactUnit, FactValue } from './facts/fact-definition';
export { FACT_VOCABULARY } from './facts/fact-vocabulary.table';
export { TITLE_CODES } from './facts/title-code.table';
export { titleCodeOf } from './facts/title-names';
export { findFact } from './facts/vocabulary';
export { dayDependence, nextChangeOn, nextChangesAfter, type DayDependence } from './next-change';
export { parseFacts, type FactProblem } from './facts/parse-facts';
export { evaluate, type EvaluateOptions } from './evaluate/evaluate';
export type { Check, TestCheck } from './evaluate/check';
export type { Truth } from './evaluate/truth';
export type { Reason, Result, ResultOption, ResultStatus, Split, Trace, TraceStep } from './evaluate/result';
export {
  describeTrace,
  explainTrace,
  type ExplainedStep,
  type FactOrigin,
  type FactOrigins,
} from './evaluate/describe-trace';
export { subjectFactOf } from './facts/subject-fact';
export { paidSinceFen, runningTotals, speaksOf, type RunningTotal } from './running-totals';
export { registersOf, type AskedRegisters } from './registers';
export { restsOnEarlierPayments, type EarlierLedgers, type LedgerReason } from './earlier-ledgers';
export {
  nextOnLadder,
  TITLE_LADDER,
  type Ladder,
  type LadderAward,
  type LadderRung,
} from './evaluate/next-on-ladder';
export {
  ABOVE_SCALE_STANDARDS,
  aboveScaleStandardOn,
  CULTIVATION_RULES,
  poolGoal,
  type AboveScaleStandard,
  type CultivationRule,
} from './cultivation/cultivation-rule.table';
export {
  WHITE_LIST_RULES,
  type WhiteListBasis,
  type WhiteListRule,
} from './cultivation/white-list-rule.table';
export { TITLE_STANDARDS, type TitleStandard } from './ladder/title-standard.table';
export { type ConditionState, type WeighedCondition, type WeighedStandard } from './ladder/weigh-standard';
export { candidateFilter, selects, type CandidateFilter } from './candidate-filter';
export { diffDocuments, type ChangeKind, type LawChange } from './compare/diff-documents';
export {
  describeAward,
  describeCaps,
  describeCondition,
  describeFundingRule,
  describeSubject,
  partsOf,
} from './compare/describe-law';
export {
  canonicalText,
  differencesOf,
  replay,
  sameJson,
  type PastDetermination,
  type Replay,
  type ResultDifference,
} from './replay/replay';
export { LineReplayer, type LineReplay, type RecordedResult, type ReplayLine } from './replay/replay-record';
export { parsePolicyCases, type Expectation, type PolicyCase, type PolicyCases } from './cases/parse-cases';
export {
  clausesWithoutCase,
  judgePolicyCases,
  runPolicyCases,
  type CaseOutcome,
  type CasesRun,
} from './cases/run-cases';
export { repeatedName } from './facts/repeated-name';
