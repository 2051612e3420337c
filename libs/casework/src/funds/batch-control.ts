import { createHash } from 'node:crypto';
import { fen, type Fen } from '@duixian/money';
import { canonicalJson, type PaymentEntity } from '@duixian/persistence';

/** Count, sum and control hash of a batch: the hash covers every payment with its amount and payee, in the order of their ids. */
export class BatchControl {
  private count = 0;
  private sum = 0n;
  // As canonical JSON of the whole list, piece by piece.
  private readonly hash = createHash('sha256').update('[');

  add(payments: readonly PaymentEntity[]): void {
    for (const { id, amountFen, payee } of payments) {
      this.hash.update((this.count > 0 ? ',' : '') + canonicalJson({ id, amountFen, payee }));
      this.count += 1;
      this.sum += BigInt(amountFen);
    }
  }

  /** What was added so far; nothing can be added afterwards. */
  end(): { paymentCount: number; totalFen: Fen; contentHash: string } {
    const contentHash = this.hash.update(']').digest('hex');
    return { paymentCount: this.count, totalFen: fen(this.sum), contentHash };
  }
}
