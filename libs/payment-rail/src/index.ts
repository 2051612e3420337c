export { type PaymentRail, type QueryAnswer, type SendAnswer } from './rail';
export {
  canonicalInstruction,
  validateInstruction,
  type InstructionCheck,
  type PaymentInstruction,
} from './instruction';
export { readRejection } from './bank-answer';
export { signingOf } from './signing';
export { httpBankRail, type HttpBankRailOptions } from './http-bank-rail';
export { readStatement, readStatementPieces } from './camt-053';
export { PAIN_001_CLOSING, pain001Opening, pain001Transfer, type Pain001Head } from './pain-001';
export {
  parseStatement,
  type ParsedStatement,
  type Statement,
  type StatementHead,
  type StatementLine,
  type StatementTotals,
} from './statement';
export { controlRow, LIST_COLUMNS, listRow, type ListControl } from './list-file';
export {
  readResultRows,
  resultControlRow,
  RESULT_COLUMNS,
  type AnsweredList,
  type ResultFile,
  type ResultLine,
  type ResultOutcome,
  type ResultProblem,
  type ResultRow,
} from './result-file';
