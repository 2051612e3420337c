/** Why the system does not start: one sentence for the person at the terminal, saying what is wrong and what to do. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}
