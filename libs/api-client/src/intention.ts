import { isUncertain } from './problem';

/**
 * The Idempotency-Key of one thing that a person wants. The same input keeps its key as long as nobody knows whether it
 * was done, so that trying again after a lost answer cannot do it twice; anything else is a new intention.
 */
export class Intention {
  private open: { input: string; key: string } | null = null;

  constructor(private readonly newKey: () => string = () => crypto.randomUUID()) {}

  /** Runs a command under the key of its input. */
  async carryOut<Input, Answer>(
    input: Input,
    command: (key: string, input: Input) => Promise<Answer>,
  ): Promise<Answer> {
    const { key } = this.intentionFor(JSON.stringify(input) ?? '');
    try {
      const answer = await command(key, input);
      this.open = null;
      return answer;
    } catch (error) {
      if (!isUncertain(error)) this.open = null;
      throw error;
    }
  }

  private intentionFor(input: string): { key: string } {
    if (this.open?.input !== input) this.open = { input, key: this.newKey() };
    return this.open;
  }
}
