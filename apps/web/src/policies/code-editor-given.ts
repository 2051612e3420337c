import { type Ref } from 'react';

/** Something wrong at a place of the text; lines and columns count from 1. */
export interface MarkedProblem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly how: string;
}

export interface CodeEditorHandle {
  /** Puts the cursor on a line and shows it. */
  readonly goTo: (line: number) => void;
}

export interface CodeEditorGiven {
  /** Read out for the text field. */
  readonly label: string;
  /** What it begins with; what is typed afterwards is its own and told by `onChange`. */
  readonly initial: string;
  readonly problems: readonly MarkedProblem[];
  readonly onChange: (text: string) => void;
  readonly handle?: Ref<CodeEditorHandle>;
}
