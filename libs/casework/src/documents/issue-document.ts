import {
  actorId,
  findBatch,
  findParty,
  findPayments,
  findRecovery,
  findSameDocument,
  insertIssuedDocument,
  newDocumentCode,
  runCommand,
  runQuery,
  sha256,
  type Database,
  type DocumentKind,
  type IssuedDocumentEntity,
  type Tx,
} from '@duixian/persistence';
import { localDateInShanghai } from '@duixian/calendar';
import type { Operation, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { batchPaper, paperHash, PAPER_TITLES, paymentPaper, type Paper } from './paper';
import { refuseYear } from '../entitlements/read-statement';
import { demandPaper } from './demand-paper';
import { recoveryResource } from '../funds/open-recovery';
import { statementPaper } from './statement-paper';
import { writePaperPdf } from './write-paper-pdf';
import { writePaperXlsx } from './write-paper-xlsx';

export const PAPER_FORMATS = ['pdf', 'xlsx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

export interface IssuedPaper {
  /** By which anybody asks about it. */
  code: string;
  fileName: string;
  contentType: string;
  content: Buffer;
}

const CONTENT_TYPES: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const ASKS: Readonly<Record<DocumentKind, Operation>> = {
  'batch-list': 'document.batchList',
  voucher: 'document.voucher',
  receipt: 'document.receipt',
  statement: 'document.statement',
  demand: 'document.demand',
};

export interface PaperRequest {
  actor: PersonActor;
  kind: DocumentKind;
  /** The batch, the payment, the demand, or of a statement the enterprise. */
  id: string;
  /** Of a statement; absent: this year. */
  year?: number;
  format: PaperFormat;
  address: string;
}
type About = Pick<PaperRequest, 'actor' | 'kind' | 'id' | 'year'>;

interface Wanted {
  paper: Paper;
  about: Pick<
    IssuedDocumentEntity,
    'batchId' | 'paymentId' | 'recoveryId' | 'year' | 'regionCode' | 'partyId'
  >;
  caseId: string;
  trailRegion: string;
}

/**
 * Writes a paper about a batch, a payment, a demand or an enterprise’s year. What says the same as a paper that was handed out before carries the same
 * code; what changed since gets a new one, and the old one no longer holds.
 * @param address of the page on which anybody asks about a code, without the code
 */
export async function issueDocument(
  db: Database,
  request: PaperRequest,
): Promise<{ ok: true; value: IssuedPaper } | Refused> {
  const { kind, format, address } = request;
  const found = await runQuery(db, request.actor, (tx) => wantedOf(tx, request));
  if (!found.ok) return found;
  const hash = paperHash(found.value.paper);
  let issued = await issue(db, request, hash);
  // Somebody else was given the same paper at the same time: its code is there by now.
  if (!issued.ok && issued.refusal === AT_ONCE) issued = await issue(db, request, hash);
  if (!issued.ok) return { ok: false, refusal: issued.refusal as Refusal };
  const { code, issuedOn } = issued.value;
  const seal = { code, issuedOn, url: `${address}${code}` };
  const { paper } = found.value;
  const content = format === 'pdf' ? await writePaperPdf(paper, seal) : await writePaperXlsx(paper, seal);
  const fileName = `${PAPER_TITLES[kind]}-${code.slice(0, 8)}.${format}`;
  return { ok: true, value: { code, fileName, contentType: CONTENT_TYPES[format], content } };
}

const OF_NOTHING = { batchId: null, paymentId: null, recoveryId: null, year: null } as const;

const AT_ONCE: Refusal = { code: 'stale-version', message: '内容刚刚有变化,请重新下载。' };

/** One code per content: the key of the command is the content itself. */
function issue(db: Database, asked: About, hash: string) {
  const { actor, kind, id } = asked;
  const request = {
    ...{ name: 'issueDocument', actor, idempotencyKey: `document:${kind}/${id}/${hash}` },
    input: { kind, id, hash },
    conflicts: { issued_document_once: AT_ONCE },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<{ code: string; issuedOn: string }>> => {
    const wanted = await wantedOf(tx, asked);
    if (!wanted.ok) return wanted;
    const { about, caseId, trailRegion, paper } = wanted.value;
    if (paperHash(paper) !== hash) return refuse(AT_ONCE.code, AT_ONCE.message);
    const same = await findSameDocument(tx, { kind, ...about, contentHash: hash });
    const code = same?.code ?? newDocumentCode();
    const documentId = same?.id ?? tx.newId();
    if (!same) {
      await insertIssuedDocument(tx, {
        ...{ id: documentId, code, kind, ...about, contentHash: hash },
        ...{ issuedAt: tx.now, issuedBy: actorId(actor) },
      });
    }
    await tx.record({
      ...{ caseId, regionCode: trailRegion, partyId: about.partyId, type: 'document.issued' },
      // The code itself is the right to ask about the paper.
      data: {
        ...{ documentId, codeHash: sha256(code), kind, contentHash: hash, ...about },
        again: same !== null,
      },
    });
    const issuedOn = same ? localDateInShanghai(same.issuedAt.getTime()) : tx.today;
    return done({ code, issuedOn });
  });
}

async function statementWanted(
  tx: Tx,
  { actor, id, year }: About,
): Promise<{ ok: true; value: Wanted } | Refused> {
  const party = await findParty(tx, id);
  const resource = { partyId: id, ...(party && { regionPath: tx.regions.path(party.countyCode) }) };
  const refused = refuseUnlessPermitted(actor, ASKS.statement, resource);
  if (refused) return refused;
  if (!party) return refuseAsUnknown();
  const asked = year ?? Number(tx.today.slice(0, 4));
  const wrong = refuseYear(tx, asked);
  if (wrong) return wrong;
  const { id: partyId, countyCode: regionCode } = party;
  const about = { ...OF_NOTHING, year: asked, regionCode, partyId };
  const paper = await statementPaper(tx, party, asked);
  return { ok: true, value: { paper, about, caseId: partyId, trailRegion: regionCode } };
}

async function demandWanted(tx: Tx, { actor, id }: About): Promise<{ ok: true; value: Wanted } | Refused> {
  const recovery = await findRecovery(tx, id);
  if (!recovery) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, ASKS.demand, recoveryResource(tx, recovery));
  if (forbidden) return forbidden.refusal.code === 'forbidden' ? forbidden : refuseAsUnknown();
  const { state, regionCode, partyId, applicationId: caseId } = recovery;
  if (state !== 'demanded' && state !== 'closed')
    return refuse('not-demanded', '复核人同意追回后才能出具追缴通知书。', { state });
  const about = { ...OF_NOTHING, recoveryId: recovery.id, regionCode, partyId };
  return {
    ok: true,
    value: { paper: await demandPaper(tx, recovery), about, caseId, trailRegion: recovery.countyCode },
  };
}

async function wantedOf(tx: Tx, asked: About): Promise<{ ok: true; value: Wanted } | Refused> {
  const { actor, kind, id } = asked;
  if (kind === 'statement') return statementWanted(tx, asked);
  if (kind === 'demand') return demandWanted(tx, asked);
  if (kind === 'batch-list') {
    const batch = await findBatch(tx, id);
    const resource = batch && { regionPath: tx.regions.path(batch.regionCode) };
    if (!batch || !resource || refuseUnlessPermitted(actor, ASKS[kind], resource)) return refuseAsUnknown();
    const { regionCode } = batch;
    const about = { ...OF_NOTHING, batchId: batch.id, regionCode, partyId: null };
    const value = { paper: await batchPaper(tx, batch), about, caseId: batch.id, trailRegion: regionCode };
    return { ok: true, value };
  }
  const [payment] = await findPayments(tx, [id]);
  const resource = payment && {
    regionPath: tx.regions.path(payment.regionCode),
    partyId: payment.partyId,
  };
  if (!payment || !resource) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, ASKS[kind], resource);
  if (forbidden) return forbidden.refusal.code === 'forbidden' ? forbidden : refuseAsUnknown();
  if (payment.refundTo !== null && kind === 'receipt')
    return refuse('not-settled', '这是财政之间归还先行拨付的款项,没有企业到账回单;请下载付款凭证。');
  if (kind === 'receipt' && payment.state !== 'settled') {
    return refuse('not-settled', '银行对账单记账后才能出具到账回单。', {
      state: payment.state,
    });
  }
  const { id: paymentId, regionCode, partyId, applicationId } = payment;
  const about = { ...OF_NOTHING, paymentId, regionCode, partyId };
  const paper = await paymentPaper(tx, kind, payment);
  return { ok: true, value: { paper, about, caseId: applicationId, trailRegion: regionCode } };
}
