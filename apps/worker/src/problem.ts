const MUTE_MS = 10_000;
const saidAt = new Map<string, number>();

/**
 * What went wrong, fit for a log and a table: our own errors carry ids and codes only, so their message is kept; a
 * driver's or library's message may quote data, so only its name, its code and the constraint are.
 */
export function describeProblem(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const { driverError } = error as { driverError?: unknown };
  const { code, constraint } = (driverError ?? error) as { code?: unknown; constraint?: unknown };
  if (typeof code === 'string') {
    return `${error.name} ${code}${typeof constraint === 'string' ? ` (${constraint})` : ''}`;
  }
  if (error.constructor === Error) return error.message;
  return `${error.name} ${firstFrame(error)}`.trim();
}

/** Where it was thrown: the first frame, without the message that stands above it. */
function firstFrame({ stack = '' }: Error): string {
  return /^\s+(at .*)$/m.exec(stack)?.[1] ?? '';
}

/** Logs a problem, the same one at most every ten seconds: a server that is away would fill the log. */
export function logProblem(where: string, error: unknown): void {
  const text = `${where}: ${describeProblem(error)}`;
  const now = performance.now();
  if (now - (saidAt.get(text) ?? -MUTE_MS) < MUTE_MS) return;
  if (saidAt.size > 100) saidAt.clear();
  saidAt.set(text, now);
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}
