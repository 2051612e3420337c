/** Why the demo cannot go on: one sentence for the person at the terminal, saying what is wrong and what to do. */
export class DemoRefusal extends Error {
  override readonly name = 'DemoRefusal';
}
