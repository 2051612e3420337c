import { evaluate, parseFacts, type Facts, type Result } from '@duixian/policy';
import { fen, formatYuanGrouped, parseDecimal } from '@duixian/money';
import {
  canonicalJson,
  findFactsSnapshot,
  findPolicyVersion,
  insertCaseDecision,
  readDecisionsInForce,
  readLatestDeterminations,
  sha256,
  standingDecisions,
  type ApplicationEntity,
  type CallEntity,
  type CaseDecisionEntity,
  type CommandOutcome,
  type Database,
  type DeterminationEntity,
  type PolicyVersionEntity,
  type Tx,
} from '@duixian/persistence';
import { decisionFacts, decisionProvenance } from '../facts/assemble-facts';
import type { FactsUnderCall } from '../facts/call-parameters';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import { resultOf, storeRound } from '../policies/determine-case';
import { documentOf } from '../policies/policy-in-force';
import type { CaseAnswer, CaseCommand } from './command';
import { paperOfDecision } from './decision-paper';
import type { OpenCase } from './open-case';
import { takeAction } from './take-action';

/** One decision about one line: exactly one of amount, ratio and option. */
export interface Decision {
  clause: string;
  /** As the line names it; absent where the line has none. */
  subject?: string;
  amountFen?: number;
  /** A share of one as decimal text: 0.3 is 30%. */
  ratio?: string;
  /** Key of an option that the line offers. */
  option?: string;
  /** The paper that holds the decision. */
  documentNumber: string;
  /** The paper itself, uploaded to the case before; the number stands in any case. */
  paperId?: string;
  reason: string;
}

/** What a decision is tried on and stored with. */
interface Round {
  call: CallEntity;
  version: PolicyVersionEntity;
  line: DeterminationEntity;
  before: Result;
  facts: FactsUnderCall;
}

/**
 * The reviewer whose turn it is records what the law leaves to a decision. It is tried on the facts and readings of the
 * round that was looked at: out of bounds it is refused, never adjusted; otherwise it is kept for ever and a new round is
 * determined with it. A later decision on the same line replaces it; a new submission ends it. Whoever decides does not
 * give the last approval (`approveApplication`): the later stage or a colleague looks again.
 */
export async function decideApplication(
  db: Database,
  command: CaseCommand & { decision: Decision },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { decision, actor } = command;
  const { reason, documentNumber, ...line } = decision;
  return takeAction(db, command, {
    name: 'decideApplication',
    action: 'decide',
    input: { decision: { ...line, documentNumber, reason } },
    apply: async (tx, opened) => {
      const misfit = refuseUnlessOneThing(decision);
      if (misfit) return misfit;
      const paper = await paperOfDecision(tx, opened.application.id, decision.paperId);
      if (paper && 'refusal' in paper) return paper;
      const round = await roundOf(tx, opened, decision);
      if ('ok' in round) return round;
      const row = toRow(tx, opened, decision, {
        ...{ assessment: round.line.assessment, decidedBy: actor.userId },
        inNameOf: actor.onBehalfOf?.userId ?? null,
        readingIds: decision.option === undefined ? null : readingsAsked(round),
      });
      const standing = standingDecisions([...(await readDecisionsInForce(tx, row.applicationId)), row]);
      const facts = factsWith(round.facts, standing);
      const refused = refuseUnlessTaken(round, facts.facts, decision);
      if (refused) return refused;
      await insertCaseDecision(tx, row);
      const lines = await storeRound(tx, requestOf(opened.application, round), facts, round.line.readings);
      const shown = ({ clauseId, status, amountFen }: DeterminationEntity) => ({
        clause: clauseId,
        status,
        amountFen,
      });
      const held = paper && { paper: { fileName: paper.fileName, contentHash: paper.contentHash } };
      return { ok: true, eventData: { decisionId: row.id, lines: lines.map(shown), ...held } };
    },
  });
}

function refuseUnlessOneThing({ amountFen, ratio, option }: Decision): Refused | null {
  const said = [amountFen, ratio, option].filter((each) => each !== undefined);
  const isRatio = ratio === undefined || parseDecimal(ratio) !== null;
  if (said.length === 1 && isRatio) return null;
  return refuse('decision-refused', '金额、比例、选项只能填写其中一项(比例写小数,0.3 表示 30%)。', {
    problem: 'decision-form',
  });
}

/** The newest round of the case, the line that the decision names, and the facts that round rested on. */
async function roundOf(
  tx: Tx,
  { application, call }: OpenCase,
  decision: Decision,
): Promise<Round | Refused> {
  const lines = await readLatestDeterminations(tx, application.id);
  const line = lines.find(
    (each) => each.clauseId === decision.clause && each.subject === (decision.subject ?? null),
  );
  const version = line && (await findPolicyVersion(tx, line.policyVersionId));
  const snapshot = line && (await findFactsSnapshot(tx, line.factsSnapshotId));
  if (!line || !version || !snapshot) {
    const known = lines.map(({ clauseId, subject, status }) => ({ clause: clauseId, subject, status }));
    return refuse('decision-not-wanted', '此件没有这一条款,请刷新后按页面所列的条款决定。', { lines: known });
  }
  const facts = { ...snapshot, provenance: snapshot.provenance as FactsUnderCall['provenance'] };
  return { call, version, line, before: resultOf(line), facts: { ...facts, facts: snapshot.facts as Facts } };
}

function toRow(
  tx: Tx,
  { application, stage }: OpenCase,
  decision: Decision,
  made: Pick<CaseDecisionEntity, 'assessment' | 'decidedBy' | 'inNameOf' | 'readingIds'>,
): CaseDecisionEntity {
  if (!stage) throw new Error(`application ${application.id} is decided outside a review`);
  return {
    id: tx.newId(),
    applicationId: application.id,
    clauseId: decision.clause,
    subject: decision.subject ?? null,
    amountFen: decision.amountFen === undefined ? null : fen(decision.amountFen),
    ratio: decision.ratio ?? null,
    optionKey: decision.option ?? null,
    documentNumber: decision.documentNumber,
    paperId: decision.paperId ?? null,
    reason: decision.reason,
    stage: stage.key,
    decidedAt: tx.now,
    ...made,
  };
}

/**
 * The open readings that the line asks about, whatever option was picked on it before: these a pick answers, and no other one.
 * Null where it asks about none.
 */
function readingsAsked({ version, line, facts: { facts } }: Round): string[] | null {
  const { decisions } = facts;
  const others = (Array.isArray(decisions) ? decisions : []).filter(
    ({ clause, subject, option }) =>
      option === undefined || clause !== line.clauseId || (subject ?? null) !== line.subject,
  );
  const asked = evaluate([documentOf(version)], { ...facts, decisions: others } as Facts, {
    explain: true,
    clauses: [line.clauseId],
    readings: line.readings,
  }).find(({ subject }) => (subject ?? null) === line.subject);
  const readings = [...new Set((asked?.options ?? []).map(({ reading }) => reading))];
  return readings.length === 0 ? null : readings;
}

/** The facts of the round with the decisions that count. */
function factsWith(before: FactsUnderCall, standing: readonly CaseDecisionEntity[]): FactsUnderCall {
  const parsed = parseFacts({ ...before.facts, decisions: standing.flatMap(decisionFacts) });
  if (!parsed.ok)
    throw new Error(`a decision does not fit the vocabulary: ${JSON.stringify(parsed.problems)}`);
  const provenance = { ...before.provenance, decisions: decisionProvenance(standing) };
  const contentHash = sha256(canonicalJson({ facts: parsed.facts, provenance }));
  return { facts: parsed.facts, provenance, contentHash };
}

/** Null when the law takes the decision: the line rests on it and does not refuse it. */
function refuseUnlessTaken(
  { version, line, before }: Round,
  facts: Facts,
  decision: Decision,
): Refused | null {
  const results = evaluate([documentOf(version)], facts, {
    explain: true,
    clauses: [line.clauseId],
    readings: line.readings,
  });
  const after = results.find(({ subject }) => (subject ?? null) === line.subject);
  const { ceilingFen, range, options } = before;
  const bounds = { ceilingFen, range, options };
  if (after?.status === 'refused') {
    const problem = after.problem ?? 'refused';
    if (problem === 'decision-out-of-range') {
      const message = `${decision.clause} 的决定超出条款规定的范围,系统不会自动调整:请填写${boundsInWords(boundsOf(after, bounds))}。`;
      return refuse('decision-out-of-range', message, { problem, ...boundsOf(after, bounds) });
    }
    const message = `${decision.clause} 的规定不允许这样决定。`;
    return refuse('decision-refused', message, { problem, ...boundsOf(after, bounds) });
  }
  if (after?.factsUsed.includes('decisions') && wantsDecision(before)) return null;
  return refuse('decision-not-wanted', `${decision.clause} 在此件中按公式计算,不需要人工决定。`, {
    status: before.status,
    reasons: before.reasons ?? [],
  });
}

/** Lines that wait for a decision, be it for their amount or to concern the applicant at all, and those that rest on one that may be replaced. */
const wantsDecision = ({ status, factsUsed, reasons = [] }: Result): boolean =>
  status === 'needs-decision' ||
  factsUsed.includes('decisions') ||
  reasons.some(({ facts }) => facts.includes('decisions'));

/** The bounds as the line offered them, or as the trace of a decided line holds them. */
function boundsOf(after: Result, offered: Record<string, unknown>): Record<string, unknown> {
  const step = after.trace?.steps.find((each) => each.step === 'decision');
  const { floorFen, ceilingFen } = step?.step === 'decision' ? step : { floorFen: null, ceilingFen: null };
  const known = {
    ...offered,
    ...(floorFen === null ? {} : { floorFen }),
    ...(ceilingFen === null ? {} : { ceilingFen }),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** The bounds as a person is told them: 50,000.00 至 100,000.00 元. */
function boundsInWords({ floorFen, ceilingFen }: Record<string, unknown>): string {
  const yuan = (amount: unknown): string => formatYuanGrouped(fen(amount as number));
  if (typeof ceilingFen !== 'number') return '条款允许的比例或金额';
  return typeof floorFen === 'number'
    ? `${yuan(floorFen)} 至 ${yuan(ceilingFen)} 元`
    : `大于零、不超过 ${yuan(ceilingFen)} 元的金额`;
}

function requestOf(application: ApplicationEntity, { call, version, line }: Round) {
  return {
    applicationId: application.id,
    partyId: application.partyId,
    purpose: 'decision' as const,
    call,
    version,
    evaluationDate: line.evaluationDate,
  };
}
