export const SIMULATION_MODES = [
  'normal',
  'drop-answer',
  'delay',
  'reject',
  'garbage',
  'not-found-then-show',
  'duplicate-answer',
  'wrong-answer',
  'reject-later',
  'truncate-name',
  'never-received',
] as const;

export type SimulationMode = (typeof SIMULATION_MODES)[number];

export interface ArmedMode {
  mode: SimulationMode;
  /** How many of the next instructions it still applies to. */
  remaining: number;
  delayMs: number;
}

const NORMAL: ArmedMode = { mode: 'normal', remaining: 0, delayMs: 0 };

/** Which misbehaviour is armed. Kept in memory only: a restarted bank behaves. */
export class Simulation {
  private armed: ArmedMode = NORMAL;
  private readonly hiddenOnce = new Set<string>();

  /** Replaces whatever was armed; `normal` disarms. */
  arm(mode: SimulationMode, count: number, delayMs: number): ArmedMode {
    this.armed = mode === 'normal' ? NORMAL : { mode, remaining: count, delayMs };
    return this.armed;
  }

  /** The mode for the instruction that has just come, used up once per call. */
  takeNext(): ArmedMode {
    const taken = this.armed;
    if (taken.remaining > 0) {
      this.armed = taken.remaining === 1 ? NORMAL : { ...taken, remaining: taken.remaining - 1 };
    }
    return taken;
  }

  /** The first query for this reference will be told that it does not exist. */
  hideOnce(reference: string): void {
    this.hiddenOnce.add(reference);
  }

  /** True for that first query, once. */
  takeHidden(reference: string): boolean {
    return this.hiddenOnce.delete(reference);
  }
}
