import { choosableOptions, restsOnReading, type PolicyDocument, type Reading } from '@duixian/policy';
import {
  readPoliciesInForce,
  readReadingChoices,
  runQuery,
  type Database,
  type JudgedChoice,
  type Tx,
} from '@duixian/persistence';
import {
  allowedReadingActions,
  mayConfirmReading,
  permit,
  type Actor,
  type ReadingChoiceAction,
  type ReadingChoiceState,
} from '@duixian/workflow';
import { regionResource } from '../ground/authorise';
import { documentOf } from './policy-in-force';
import { choicesInForce } from './readings-in-force';

/** How one place chose to read an open text: without the officers, whom the trail names. */
export interface ReadingChoiceView {
  id: string;
  regionCode: string;
  region: string;
  option: string;
  decidedBy: string;
  documentNumber: string;
  validFrom: string;
  state: ReadingChoiceState;
  proposedAt: string;
  /** When it was confirmed or withdrawn. */
  judgedAt: string | null;
  /** Whether it is the one that holds in its place today. */
  inForce: boolean;
  allowedActions: ReadingChoiceAction[];
}

/** An open point of a document in force, the ways to understand it, and what places chose. */
export interface ReadingView {
  documentId: string;
  documentNumber: string;
  reading: string;
  article: string;
  question: string;
  options: { key: string; meaning: string }[];
  /** What may be proposed: an option, or `ask` where a person can decide each case. */
  choosable: string[];
  /** The option that holds where no place chose; null: a person decides each case. */
  preset: string | null;
  /** Who can settle it, in Chinese; null where the document does not say. */
  decidedBy: string | null;
  /** Written into its clauses: another option is a revision of the document, not a choice. */
  fixed: boolean;
  /** Clauses that rest on it. */
  clauses: string[];
  choices: ReadingChoiceView[];
}

/** Every open reading of the law in force, with the choices that the actor may see: confirmed ones are public. */
export async function listReadings(db: Database, actor: Actor): Promise<ReadingView[]> {
  return runQuery(db, actor, async (tx) => {
    const choices = await readReadingChoices(tx);
    const views: ReadingView[] = [];
    for (const document of (await readPoliciesInForce(tx)).map(documentOf)) {
      const own = choices.filter((choice) => choice.documentId === document.id && maySeeChoice(tx, choice));
      const holding = await idsInForce(tx, document, own);
      for (const reading of document.readings) views.push(viewOf(tx, document, reading, own, holding));
    }
    return views;
  });
}

/** A choice is public once it is confirmed; before that it is the place's own paper. */
export const maySeeChoice = (tx: Tx, choice: JudgedChoice): boolean =>
  choice.verdict?.verdict === 'confirmed' ||
  permit(tx.actor, 'reading.readProposed', regionResource(tx, choice.regionCode)).allowed;

async function idsInForce(
  tx: Tx,
  document: PolicyDocument,
  choices: readonly JudgedChoice[],
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const code of new Set(choices.map((choice) => choice.regionCode)))
    for (const { id } of await choicesInForce(tx, document, code, tx.today)) ids.add(id);
  return ids;
}

function viewOf(
  tx: Tx,
  document: PolicyDocument,
  reading: Reading,
  choices: readonly JudgedChoice[],
  holding: ReadonlySet<string>,
): ReadingView {
  return {
    documentId: document.id,
    documentNumber: document.number,
    reading: reading.id,
    article: reading.article,
    question: reading.question,
    options: [...reading.options],
    choosable: [...choosableOptions(document, reading)],
    preset: reading.preset,
    decidedBy: reading.decidedBy,
    fixed: reading.writtenInto !== null,
    clauses: document.clauses
      .filter((clause) => restsOnReading(clause, reading, document))
      .map(({ id }) => id),
    choices: choices
      .filter((choice) => choice.readingId === reading.id)
      .map((choice) => choiceView(tx, choice, holding.has(choice.id))),
  };
}

/** One choice as the actor sees it. */
export function choiceView(tx: Tx, choice: JudgedChoice, inForce: boolean): ReadingChoiceView {
  const state = choice.verdict?.verdict ?? 'proposed';
  return {
    id: choice.id,
    regionCode: choice.regionCode,
    region: tx.regions.get(choice.regionCode).name,
    option: choice.optionKey,
    decidedBy: choice.decidedBy,
    documentNumber: choice.documentNumber,
    validFrom: choice.validFrom,
    state,
    proposedAt: choice.proposedAt.toISOString(),
    judgedAt: choice.verdict?.givenAt.toISOString() ?? null,
    inForce,
    allowedActions: actionsOf(tx, choice, state),
  };
}

function actionsOf(tx: Tx, choice: JudgedChoice, state: ReadingChoiceState): ReadingChoiceAction[] {
  const { actor } = tx;
  if (actor.kind !== 'person') return [];
  const resource = regionResource(tx, choice.regionCode);
  return allowedReadingActions(state).filter(
    (action) =>
      permit(actor, `reading.${action}`, resource).allowed &&
      (action !== 'confirm' || mayConfirmReading(choice.proposedBy, actor.userId)),
  );
}
