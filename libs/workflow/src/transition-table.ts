/** One row of a state machine: who (`by`) may take which action from where to where, and the event that records it. */
export interface Transition<State extends string, Action extends string, By extends string> {
  readonly from: State;
  readonly action: Action;
  readonly to: State;
  readonly by: By;
  /** Name of the audit event. Within one `from` it belongs to one row only, so that events replay without a guess. */
  readonly event: string;
}

/** An illegal move, as data: where the thing stands, what was asked, and what would have been possible. */
export interface TransitionRefusal<State extends string, Action extends string> {
  code: 'action-not-allowed';
  state: State;
  /** As it was asked; it may be a word that no table knows. */
  action: string;
  allowed: Action[];
}

type AnyTransition = Transition<string, string, string>;

/** The answer of a machine without data of its own: the state after the move and the event that records it. */
export type Move<Row extends AnyTransition> =
  | { ok: true; to: Row['to']; event: string; by: Row['by'] }
  | { ok: false; refusal: TransitionRefusal<Row['from'], Row['action']> };

/**
 * Finds the row that an action takes. The only reader of transition tables; it never throws.
 * @param holds the guard of a row, for tables where the state alone does not decide
 */
export function takeTransition<Row extends AnyTransition>(
  table: readonly Row[],
  state: Row['from'],
  action: Row['action'],
  holds: (row: Row) => boolean = () => true,
): { ok: true; row: Row } | { ok: false; refusal: TransitionRefusal<Row['from'], Row['action']> } {
  const row = table.find((each) => each.from === state && each.action === action && holds(each));
  if (row) return { ok: true, row };
  const allowed = allowedActions(table, state, holds);
  return { ok: false, refusal: { code: 'action-not-allowed', state, action, allowed } };
}

/** The actions that `takeTransition` would accept now, each once, in the order of the table. */
export function allowedActions<Row extends AnyTransition>(
  table: readonly Row[],
  state: Row['from'],
  holds: (row: Row) => boolean = () => true,
): Row['action'][] {
  return [...new Set(table.filter((row) => row.from === state && holds(row)).map((row) => row.action))];
}

/** As `takeTransition`, for tables in which state and action decide alone. */
export function move<Row extends AnyTransition>(
  table: readonly Row[],
  state: Row['from'],
  action: Row['action'],
): Move<Row> {
  const taken = takeTransition(table, state, action);
  return taken.ok ? { ok: true, to: taken.row.to, event: taken.row.event, by: taken.row.by } : taken;
}

/** One sentence for a log or a problem detail: the state, the action that was refused, what is possible instead. */
export function describeRefusal(refusal: TransitionRefusal<string, string>): string {
  const instead =
    refusal.allowed.length > 0 ? `possible now: ${refusal.allowed.join(', ')}` : 'this is an end';
  return `"${refusal.action}" is not possible in the state "${refusal.state}"; ${instead}.`;
}
