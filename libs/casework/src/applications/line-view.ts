import type { CaseDecisionEntity, DeterminationEntity } from '@duixian/persistence';
import {
  describeTrace,
  explainTrace,
  type ExplainedStep,
  type FactOrigins,
  type Result,
} from '@duixian/policy';
import { resultOf } from '../policies/determine-case';

/** A clause line of a case: the contract's result, with its trace and the same in words. */
export interface DeterminationView extends Result {
  id: string;
  explanation: string;
  /** The same step by step, every test with its fact's source and date. */
  reasoning: ExplainedStep[];
  determinedAt: string;
  purpose: string;
}

/** A recorded decision that counts, without the official who recorded it: the trail names them. */
export interface DecisionView {
  clause: string;
  subject: string | null;
  amountFen: number | null;
  ratio: string | null;
  option: string | null;
  documentNumber: string;
  reason: string;
  stage: string;
  decidedAt: string;
}

/** A determination with its trace in words; `origins` says where its facts came from. */
export function determinationView(line: DeterminationEntity, origins: FactOrigins): DeterminationView {
  const result = resultOf(line);
  return {
    ...result,
    id: line.id,
    explanation: result.trace ? describeTrace(result.trace, origins) : '',
    reasoning: result.trace ? explainTrace(result.trace, origins) : [],
    determinedAt: line.determinedAt.toISOString(),
    purpose: line.purpose,
  };
}

/** A decision as a case shows it. */
export const decisionView = (decision: CaseDecisionEntity): DecisionView => ({
  clause: decision.clauseId,
  subject: decision.subject,
  amountFen: decision.amountFen,
  ratio: decision.ratio,
  option: decision.optionKey,
  documentNumber: decision.documentNumber,
  reason: decision.reason,
  stage: decision.stage,
  decidedAt: decision.decidedAt.toISOString(),
});
