import { randomBytes } from 'node:crypto';
import { IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { IssuedDocumentEntity } from './document-entity';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 130 random bits as 26 letters and digits that are not mistaken for each other in print. */
export const newDocumentCode = (): string =>
  [...randomBytes(26)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

export async function insertIssuedDocument(tx: Tx, document: IssuedDocumentEntity): Promise<void> {
  await managerOf(tx).insert(IssuedDocumentEntity, document);
}

export async function findIssuedDocument(tx: Tx, code: string): Promise<IssuedDocumentEntity | null> {
  return managerOf(tx).findOneBy(IssuedDocumentEntity, { code });
}

/** The paper about a batch, a payment, a demand or a year that says exactly this, if it was handed out before. */
export async function findSameDocument(
  tx: Tx,
  about: Omit<IssuedDocumentEntity, 'id' | 'code' | 'regionCode' | 'issuedAt' | 'issuedBy'>,
): Promise<IssuedDocumentEntity | null> {
  const { kind, batchId, paymentId, recoveryId, partyId, year, contentHash } = about;
  return managerOf(tx).findOneBy(IssuedDocumentEntity, {
    kind,
    contentHash,
    batchId: batchId ?? IsNull(),
    paymentId: paymentId ?? IsNull(),
    recoveryId: recoveryId ?? IsNull(),
    partyId: partyId ?? IsNull(),
    year: year ?? IsNull(),
  });
}
