import {
  readDecisionPapers,
  readDecisionsInForce,
  type CaseDecisionEntity,
  type DecisionPaperEntity,
  type DeterminationEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeAward,
  describeTrace,
  explainTrace,
  type Award,
  type ExplainedStep,
  type FactOrigins,
  type PolicyDocument,
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
  /** How a reviewer sets an amount that the law leaves to them; null where it does not, or nothing is to be set. */
  decidedBy: DecidedBy | null;
}

/** What a decision names, and what the clause says of it, in Chinese. */
export interface DecidedBy {
  /** A share is of what the clause names, and an amount may be said instead. */
  form: 'amount' | 'ratio';
  rule: string;
}

/** A recorded decision that counts, without the official who recorded it: the trail names them. */
export interface DecisionView {
  clause: string;
  subject: string | null;
  amountFen: number | null;
  ratio: string | null;
  option: string | null;
  documentNumber: string;
  /** The paper itself, where it was attached. */
  paper: { id: string; fileName: string; sizeBytes: number } | null;
  reason: string;
  stage: string;
  decidedAt: string;
}

const FORMS: Partial<Record<Award['kind'], DecidedBy['form']>> = {
  'decided-amount': 'amount',
  'decided-ratio': 'ratio',
};

/** A choice between readings names its options instead. */
function decidedBy({ clause: id, status, options = [] }: Result, law: PolicyDocument): DecidedBy | null {
  if (status !== 'needs-decision' || options.length > 0) return null;
  const clause = law.clauses.find((each) => each.id === id);
  if (clause?.form !== 'computed') return null;
  const form = FORMS[clause.award.kind];
  return form ? { form, rule: describeAward(clause.award) } : null;
}

/** A determination under its law with its trace in words; `origins` says where its facts came from. */
export function determinationView(
  line: DeterminationEntity,
  law: PolicyDocument,
  origins: FactOrigins,
): DeterminationView {
  const result = resultOf(line);
  return {
    ...result,
    id: line.id,
    explanation: result.trace ? describeTrace(result.trace, origins) : '',
    reasoning: result.trace ? explainTrace(result.trace, origins) : [],
    determinedAt: line.determinedAt.toISOString(),
    purpose: line.purpose,
    decidedBy: decidedBy(result, law),
  };
}

/** The decisions that count in a case, as it shows them. */
export async function decisionsOf(tx: Tx, applicationId: string): Promise<DecisionView[]> {
  const decisions = await readDecisionsInForce(tx, applicationId);
  const named = decisions.flatMap(({ paperId }) => paperId ?? []);
  const papers = new Map((await readDecisionPapers(tx, named)).map((paper) => [paper.id, paper]));
  return decisions.map((each) => decisionView(each, papers.get(each.paperId ?? '')));
}

const decisionView = (decision: CaseDecisionEntity, paper?: DecisionPaperEntity): DecisionView => ({
  clause: decision.clauseId,
  subject: decision.subject,
  amountFen: decision.amountFen,
  ratio: decision.ratio,
  option: decision.optionKey,
  documentNumber: decision.documentNumber,
  paper: paper ? { id: paper.id, fileName: paper.fileName, sizeBytes: paper.sizeBytes } : null,
  reason: decision.reason,
  stage: decision.stage,
  decidedAt: decision.decidedAt.toISOString(),
});
