import { choosableOptions } from '@duixian/policy';
import {
  findReadingChoice,
  insertReadingChoice,
  insertReadingVerdict,
  readPoliciesInForce,
  runCommand,
  type CommandOutcome,
  type Database,
  type JudgedChoice,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  mayConfirmReading,
  moveReadingChoice,
  READING_CHOICE_CREATED_EVENT,
  type PersonActor,
  type ReadingChoiceAction,
  type ReadingChoiceState,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { maySeeChoice } from './list-readings';
import { documentOf } from './policy-in-force';
import { wantSweeps } from '../sweeps/sweep-by-system';

/** What an officer proposes: how a place understands an open text, who decided so, and from when. */
export interface ReadingProposal {
  /** A city, or a province for its own documents and its cities. */
  regionCode: string;
  documentId: string;
  reading: string;
  /** A key of `choosable`. */
  option: string;
  decidedBy: string;
  documentNumber: string;
  validFrom: string;
}

export interface ReadingChoiceAnswer {
  id: string;
  state: ReadingChoiceState;
}

/** Two verdicts on one choice may race; and the database keeps the two officers apart as well. */
const CONFLICTS: Readonly<Record<string, Refusal>> = {
  reading_verdict_pkey: {
    code: 'action-not-allowed',
    message: '刚刚已有人确认或撤回这一口径,请刷新查看。',
  },
};

/** A policy officer of the place proposes. Nothing changes before a second officer confirms. */
export async function proposeReading(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; proposal: ReadingProposal },
): Promise<CommandOutcome<ReadingChoiceAnswer, Refusal>> {
  const { actor, idempotencyKey, proposal } = command;
  const request = { name: 'proposeReading', actor, idempotencyKey, input: { proposal } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<ReadingChoiceAnswer>> => {
    const region = tx.regions.find(proposal.regionCode);
    if (!region) return refuse('not-found', `没有代码为 ${proposal.regionCode} 的地区,请从列表中选择。`);
    const resource = regionResource(tx, region.code);
    const forbidden = refuseUnlessPermitted(actor, 'reading.propose', resource);
    if (forbidden) return forbidden;
    const unfit = await refuseUnfit(tx, proposal);
    if (unfit) return unfit;
    const id = tx.newId();
    await insertReadingChoice(tx, {
      id,
      regionCode: region.code,
      documentId: proposal.documentId,
      readingId: proposal.reading,
      optionKey: proposal.option,
      decidedBy: proposal.decidedBy,
      documentNumber: proposal.documentNumber,
      validFrom: proposal.validFrom,
      proposedBy: actor.userId,
      proposedAt: tx.now,
    });
    const type = READING_CHOICE_CREATED_EVENT;
    await tx.record({ caseId: id, regionCode: region.code, type, data: { ...proposal } });
    return done({ id, state: 'proposed' as const });
  });
}

/** Null when the law in force of this place has the reading and the option. */
async function refuseUnfit(tx: Tx, proposal: ReadingProposal): Promise<Refused | null> {
  const region = tx.regions.get(proposal.regionCode);
  const places = tx.regions.path(region.code).map((code) => tx.regions.get(code).factName);
  const document = (await readPoliciesInForce(tx))
    .map(documentOf)
    .find(({ id, city, province }) => id === proposal.documentId && places.includes(city ?? province));
  const reading = document?.readings.find(({ id }) => id === proposal.reading);
  const options = document && reading ? choosableOptions(document, reading) : [];
  const problem = (field: string, message: string, fix: string): Refused =>
    refuse('reading-invalid', `口径选择不符合要求:${message},${fix}。`, {
      problems: [{ field, message, fix }],
    });
  if (region.level === 'county')
    return problem('regionCode', '口径由市或省确定,不由县区确定', '请选择市或省');
  if (!document) {
    return problem('documentId', '该地没有施行这份文件', '请从该地现行文件中选择');
  }
  if (!reading) {
    const fix = `可选:${document.readings.map(({ id }) => id).join('、')}`;
    return problem('reading', '不是该文件列出的口径', fix);
  }
  if (!options.includes(proposal.option)) {
    return problem('option', '不是可选的口径', `可选:${options.join('、')}`);
  }
  return null;
}

/** What a verb on a proposed choice takes. A choice never changes, so there is no version to send along. */
export interface ReadingVerdictCommand {
  actor: PersonActor;
  idempotencyKey: string;
  choiceId: string;
}

/** A second officer confirms: from its day of validity on, determinations follow it. */
export const confirmReading = (
  db: Database,
  command: ReadingVerdictCommand,
): Promise<CommandOutcome<ReadingChoiceAnswer, Refusal>> => judge(db, command, 'confirm');

/** A proposal that nobody confirmed is taken back. */
export const withdrawReading = (
  db: Database,
  command: ReadingVerdictCommand,
): Promise<CommandOutcome<ReadingChoiceAnswer, Refusal>> => judge(db, command, 'withdraw');

async function judge(
  db: Database,
  { actor, idempotencyKey, choiceId }: ReadingVerdictCommand,
  action: ReadingChoiceAction,
): Promise<CommandOutcome<ReadingChoiceAnswer, Refusal>> {
  const name = `${action}Reading`;
  const request = { name, actor, idempotencyKey, input: { choiceId }, conflicts: CONFLICTS };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<ReadingChoiceAnswer>> => {
    const choice = await findReadingChoice(tx, choiceId);
    if (!choice || !maySeeChoice(tx, choice)) return refuseAsUnknown();
    const refused = await refuseVerdict(tx, choice, action, actor.userId);
    if (refused) return refused;
    const move = moveReadingChoice(stateOf(choice), action);
    if (!move.ok) {
      const details = { state: stateOf(choice), allowedActions: move.refusal.allowed };
      return refuse('action-not-allowed', describeRefusal(move.refusal), details);
    }
    const state = action === 'confirm' ? 'confirmed' : 'withdrawn';
    await insertReadingVerdict(tx, {
      choiceId,
      proposedBy: choice.proposedBy,
      verdict: state,
      givenBy: actor.userId,
      givenAt: tx.now,
    });
    const { regionCode, documentId, readingId, optionKey, validFrom } = choice;
    const data = { documentId, reading: readingId, option: optionKey, validFrom };
    await tx.record({ caseId: choiceId, regionCode, type: move.event, data });
    if (state === 'confirmed') await wantSweeps(tx, regionCode, 'publication', choiceId);
    return done({ id: choiceId, state });
  });
}

const stateOf = (choice: JudgedChoice): ReadingChoiceState => choice.verdict?.verdict ?? 'proposed';

async function refuseVerdict(
  tx: Tx,
  choice: JudgedChoice,
  action: ReadingChoiceAction,
  userId: string,
): Promise<Refused | null> {
  const resource = regionResource(tx, choice.regionCode);
  const forbidden = refuseUnlessPermitted(tx.actor, `reading.${action}`, resource);
  if (forbidden) return forbidden;
  if (action === 'withdraw' || stateOf(choice) !== 'proposed') return null;
  if (!mayConfirmReading(choice.proposedBy, userId)) {
    const rule = '这一口径由您提出,须由本地另一名政策人员确认。';
    return refuse('separation-of-duties', rule);
  }
  return refuseUnfit(tx, { ...choice, reading: choice.readingId, option: choice.optionKey });
}
