export { type PaymentRail, type QueryAnswer, type SendAnswer } from './rail';
export {
  canonicalInstruction,
  validateInstruction,
  type InstructionCheck,
  type PaymentInstruction,
} from './instruction';
export { readRejection } from './bank-answer';
export { httpBankRail, type HttpBankRailOptions } from './http-bank-rail';
export {
  parseStatement,
  type ParsedStatement,
  type Statement,
  type StatementLine,
  type StatementTotals,
} from './statement';
