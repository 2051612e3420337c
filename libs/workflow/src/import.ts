import { type Operation } from './operations';
import { allowedActions, move, type Move, type Transition } from './transition-table';

/** What a file can hold: lists of recognised titles, ledgers of earlier payments, registration, facts of registers,
 * records of credit and penalties, standards with who drew them up. */
export const IMPORT_KINDS = [
  'title_list',
  'earlier_payments',
  'registration',
  'facts',
  'credit_records',
  'standards',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * Life of an import: read and shown without any effect, then committed by an officer (rows are applied in chunks by the
 * system) or discarded. What was committed can be undone as a whole as long as nothing rests on it.
 */
export const IMPORT_STATES = ['previewed', 'committing', 'committed', 'discarded', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export type ImportAction = 'commit' | 'discard' | 'undo';
export type ImportTransition = Transition<ImportState, ImportAction | 'finish', 'official' | 'system'>;

/** Recorded when a file was read, before every row of the table. */
export const IMPORT_CREATED_EVENT = 'import.previewed';

// prettier-ignore
export const IMPORT_TRANSITIONS: readonly ImportTransition[] = [
  { from: 'previewed',  action: 'commit',  to: 'committing', by: 'official', event: 'import.commit_started' },
  { from: 'previewed',  action: 'discard', to: 'discarded',  by: 'official', event: 'import.discarded' },
  { from: 'committing', action: 'finish',  to: 'committed',  by: 'system',   event: 'import.committed' },
  { from: 'committed',  action: 'undo',    to: 'undone',     by: 'official', event: 'import.undone' },
];

/** Decides a move of one import. Whether anything rests on it is for the use case to ask. */
export function moveImport(state: ImportState, action: ImportAction | 'finish'): Move<ImportTransition> {
  return move(IMPORT_TRANSITIONS, state, action);
}

/** What an official may do with an import in a state. */
export function allowedImportActions(state: ImportState): ImportAction[] {
  return allowedActions(IMPORT_TRANSITIONS, state).filter((action) => action !== 'finish');
}

/** Ledgers of earlier payments are the treasury's as well; everything else is the policy officers'. */
export const importOperation = (kind: ImportKind): Operation & `import.${string}` =>
  kind === 'earlier_payments' ? 'import.earlierPayments' : 'import.registers';
