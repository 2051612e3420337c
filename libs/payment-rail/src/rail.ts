/**
 * What the rest of the system may ask of a bank. An implementation answers always and throws never: whoever sent money
 * and got an exception would have to guess, and guessing is how a payment is made twice.
 *
 * `raw` is the answer as it came (at most 64 KiB, NUL replaced so that a text column can hold it), '' when none came.
 */
export interface PaymentRail {
  /** Sends the stored bytes of one instruction (see `canonicalInstruction`) exactly once, without any retry. */
  send(payload: string): Promise<SendAnswer>;
  /** Asks what became of the instruction with this reference. Moves no money, so it may be repeated. */
  query(reference: string): Promise<QueryAnswer>;
}

/** `unknown` means: the money may or may not be on its way; `cause` says in Chinese what was seen. */
export type SendAnswer =
  | { outcome: 'accepted'; bankSerial: string; raw: string }
  | { outcome: 'rejected'; code: string; reason: string; raw: string }
  | { outcome: 'unknown'; cause: string; raw: string };

/**
 * `settled` and `returned` are the bank's word about a status: only a statement proves that money moved.
 * `not-found` is no proof of failure while the instruction may still be in flight.
 */
export type QueryAnswer =
  | { outcome: 'accepted' | 'settled' | 'returned'; bankSerial: string; raw: string }
  | { outcome: 'rejected'; code: string; reason: string; raw: string }
  | { outcome: 'not-found'; raw: string }
  | { outcome: 'unknown'; cause: string; raw: string };
