/** A refusal of the launcher: one sentence for the person at the terminal, saying what is wrong and what to do. */
export class LauncherError extends Error {
  override readonly name = 'LauncherError';
}
