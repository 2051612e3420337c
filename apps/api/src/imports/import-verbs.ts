import { type Type } from '@nestjs/common';
import {
  commitImport,
  type CommandOutcome,
  type Database,
  discardImport,
  type ImportAction,
  type ImportCommand,
  type ImportView,
  type Refusal,
  undoImport,
} from '@duixian/casework';
import { readAs } from '../edge/read-as';
import { CommitImportBody, DiscardImportBody, UndoImportBody } from './import-bodies';

type Answer = Promise<CommandOutcome<ImportView, Refusal>>;

interface ImportVerb {
  readonly body: Type<{ action: string; version: number }>;
  /** Reads the body in the shape of this verb and runs the use case, which knows whose kind of import it is. */
  readonly run: (db: Database, command: Omit<ImportCommand, 'version'>, given: unknown) => Answer;
}

/** Every verb on an import: its body, its use case. A missing verb does not compile. */
export const IMPORT_VERBS: Readonly<Record<ImportAction, ImportVerb>> = {
  commit: {
    body: CommitImportBody,
    run: (db, command, given) =>
      commitImport(db, { ...command, version: readAs(CommitImportBody, given).version }),
  },
  discard: {
    body: DiscardImportBody,
    run: (db, command, given) =>
      discardImport(db, { ...command, version: readAs(DiscardImportBody, given).version }),
  },
  undo: {
    body: UndoImportBody,
    run: (db, command, given) => {
      const { version, reason } = readAs(UndoImportBody, given);
      return undoImport(db, { ...command, version, reason });
    },
  },
};
