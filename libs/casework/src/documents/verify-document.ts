import {
  findBatch,
  findIssuedDocument,
  findParty,
  findPayments,
  findRecovery,
  runQuery,
  type Database,
  type DocumentKind,
  type IssuedDocumentEntity,
  type Tx,
} from '@duixian/persistence';
import { localDateInShanghai } from '@duixian/calendar';
import { refuseAsUnknown } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { demandPaper } from './demand-paper';
import { statementPaper } from './statement-paper';
import { batchPaper, maskName, paperHash, PAPER_TITLES, paymentPaper, type Paper } from './paper';

/** What anybody learns by the code of a paper. */
export interface DocumentVerification {
  kind: DocumentKind;
  title: string;
  /** Whom it is about, the middle of the name hidden. */
  maskedName: string;
  /** Null for a paper that no longer holds: what is so today is not for whoever kept it. */
  amountFen: number | null;
  issuedOn: string;
  /** Who pays. */
  region: string;
  /** False: what it says is no longer so, and a newer paper takes its place. */
  valid: boolean;
}

/** Anybody who holds a paper asks whether it is genuine and still holds. As the system: the code is the right to ask. */
export async function verifyDocument(
  db: Database,
  code: string,
): Promise<{ ok: true; value: DocumentVerification } | Refused> {
  return runQuery(db, { kind: 'system', name: 'verify-document' }, async (tx) => {
    const document = await findIssuedDocument(tx, code);
    const paper = document && (await paperOf(tx, document));
    if (!document || !paper) return refuseAsUnknown();
    const { kind, regionCode, contentHash, issuedAt } = document;
    const valid = paperHash(paper) === contentHash;
    return {
      ok: true as const,
      value: {
        ...{
          kind,
          title: PAPER_TITLES[kind],
          maskedName: maskName(paper.holder),
          amountFen: valid ? paper.amountFen : null,
        },
        issuedOn: localDateInShanghai(issuedAt.getTime()),
        region: tx.regions.get(regionCode).name,
        valid,
      },
    };
  });
}

/** The paper as it would be written today. */
async function paperOf(tx: Tx, document: IssuedDocumentEntity): Promise<Paper | null> {
  const { kind, batchId, paymentId, recoveryId, partyId, year } = document;
  if (kind === 'demand') {
    const recovery = recoveryId === null ? null : await findRecovery(tx, recoveryId);
    return recovery && demandPaper(tx, recovery);
  }
  if (kind === 'statement') {
    const party = partyId === null ? null : await findParty(tx, partyId);
    return party && year !== null ? statementPaper(tx, party, year) : null;
  }
  if (kind === 'batch-list') {
    const batch = batchId ? await findBatch(tx, batchId) : null;
    return batch && batchPaper(tx, batch);
  }
  const [payment] = paymentId ? await findPayments(tx, [paymentId]) : [];
  return payment ? paymentPaper(tx, kind, payment) : null;
}
