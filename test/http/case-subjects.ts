import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { reserve } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  findCurrentPayeeAccount,
  findParty,
  insertCall,
  insertCaseDecision,
  insertMaterial,
  insertParties,
  insertPartyGrant,
  insertRegisterExtract,
  lockBudgetLines,
  postJournal,
  readCalls,
  readFactsOn,
  runCommand,
  type CallEntity,
} from '@duixian/persistence';
import { act, grantByTwo, CITY, look, PLACES, passDays, valueOf, type Office } from '@duixian/testing';

const SYSTEM = { kind: 'system', name: 'test' } as const;
/** Free in every demo treasury, and all but a little of it. */
/** Less than any award of these cases takes. */
const LEFT_FEN = 1_000_000;

/** Enough of a PDF to be one by its content. */
export const PDF = Buffer.from('%PDF-1.7\n%\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
/** Where an API without a folder of its own keeps files. */
export const FILES_FOLDER = join(tmpdir(), `duixian-files-${process.pid}`);

/** What a firm from outside says. */
export const AUDIT = {
  firmName: '示例会计师事务所',
  firmCode: casework.completeCreditCode('91410100MB000001'),
  documentNumber: '示审字1号',
  issuedOn: '2026-01-05',
  conclusion: 'unqualified',
  opinion: '与发票一致',
} as const;

/** The second part is paid. */
export const RELEASE = {
  ...{ instalment: 2, kind: 'release' as const },
  ...{ reason: '项目通过验收', documentNumber: '平工信验〔2026〕1号' },
} as const;

/** To the first line, by a made-up person whose check digit is right. */
export const OBJECTION = {
  position: 1,
  objectorKind: 'person',
  objectorName: '张示例',
  identityNumber: '11010519491231002X',
  phone: '0375-0000000',
  reason: '该企业不属于首次入库。',
  evidence: '统计部门上一年度入库名单第十二行。',
} as const;

/**
 * Cases in 新华区, as many as are wanted: each under a call of its own and, because nobody claims the same twice, of an
 * enterprise of its own for which the clerk of the demo's one acts as well.
 */
export class CaseSubjects {
  private static made = 0;

  constructor(private readonly office: Office) {}

  /** A call like the demo's, under which nobody has applied yet. */
  async call(changes: Partial<CallEntity> = {}): Promise<string> {
    const id = this.office.key();
    const request = { name: 'call', actor: SYSTEM, idempotencyKey: id, input: {} };
    await runCommand(this.office.db, request, async (tx) => {
      const [like] = await readCalls(tx);
      if (!like) throw new Error('the demo seed is not there');
      await insertCall(tx, { ...like, id, number: `TEST-${id}`, ...changes });
      await tx.record({ caseId: id, regionCode: like.cityCode, type: 'test.called', data: {} });
      return { ok: true, value: null };
    });
    return id;
  }

  async partyId(): Promise<string> {
    const [party] = await casework.listMyParties(this.office.db, await this.office.as(PLACES.xinhua.clerk));
    return party?.id ?? '';
  }

  /** An enterprise like 新华区's, with its own account and the same facts of registers. */
  async enterprise(): Promise<string> {
    const likeId = await this.partyId();
    const { userId } = await this.office.as(PLACES.xinhua.clerk);
    const request = { name: 'enterprise', actor: SYSTEM, idempotencyKey: this.office.key(), input: {} };
    const made = await runCommand<{ id: string }, never>(this.office.db, request, async (tx) => {
      const [like, account] = [await findParty(tx, likeId), await findCurrentPayeeAccount(tx, likeId)];
      if (!like || !account) throw new Error('the demo seed is not there');
      const id = tx.newId();
      CaseSubjects.made += 1;
      const creditCode = casework.completeCreditCode(
        `91410402MC${String(CaseSubjects.made).padStart(6, '0')}`,
      );
      await insertParties(tx, [{ ...like, id, creditCode }], [{ ...account, id: tx.newId(), partyId: id }]);
      const facts = await readFactsOn(tx, [likeId], tx.today, null);
      const copies = facts.map((fact) => ({ ...fact, id: tx.newId(), partyId: id }));
      await insertRegisterExtract(tx, { partyIds: [id], facts: copies, titles: [] });
      const grant = { id: tx.newId(), partyId: id, userId, capacity: 'clerk', validTo: null } as const;
      await insertPartyGrant(tx, { ...grant, validFrom: tx.today });
      await tx.record({ caseId: id, regionCode: like.countyCode, type: 'test.registered', data: {} });
      return { ok: true, value: { id } };
    });
    const { id } = valueOf(made);
    await this.office.actsFor(PLACES.xinhua.clerk, id);
    return id;
  }

  /** With a claim, so that there is something to attest. */
  async draft(callId?: string): Promise<string> {
    const claims = { 'scale.first_entry': true };
    const partyId = await this.enterprise();
    const actor = await this.office.as(PLACES.xinhua.clerk);
    const command = { actor, idempotencyKey: this.office.key(), callId: callId ?? (await this.call()) };
    return valueOf(await casework.createApplication(this.office.db, { ...command, partyId, claims })).id;
  }

  async underCountyReview(callId?: string): Promise<string> {
    const id = await this.draft(callId);
    await act(this.office, PLACES.xinhua.clerk, id, casework.submitApplication);
    await this.office.drain();
    return id;
  }

  async underCityReview(): Promise<string> {
    const id = await this.underCountyReview();
    await act(this.office, PLACES.xinhua.reviewer, id, casework.approveApplication);
    return id;
  }

  /** Somebody who reviews at a place besides its own reviewer, of whom nobody in the tests is sent. */
  async colleague(regionCode: string, username: string = PLACES.zhanhe.reviewer): Promise<string> {
    const { userId } = await this.office.as(username);
    const known = await casework.listPeople(this.office.db, await this.office.as('admin'));
    const grants = valueOf(known).items.find(({ id }) => id === userId)?.grants ?? [];
    const has = grants.some((grant) => grant.role === 'reviewer' && grant.regionCode === regionCode);
    if (!has) await grantByTwo(this.office, { personId: userId, role: 'reviewer', regionCode });
    return userId;
  }

  async onHold(): Promise<string> {
    const id = await this.underCountyReview();
    const hold = { reason: '等待有关部门意见' };
    await act(this.office, PLACES.xinhua.reviewer, id, (db, command) =>
      casework.holdApplication(db, { ...command, ...hold }),
    );
    return id;
  }

  /** Under county review, held by its reviewer. */
  async claimed(): Promise<string> {
    const id = await this.underCountyReview();
    await act(this.office, PLACES.xinhua.reviewer, id, casework.claimTask);
    return id;
  }

  /** Under county review, with a paper that may hold a decision. */
  async decisionPaper(): Promise<{ id: string; paperId: string }> {
    const id = await this.underCountyReview();
    const actor = await this.office.as(PLACES.xinhua.reviewer);
    const command = { actor, idempotencyKey: this.office.key(), applicationId: id };
    const files = new casework.FileStore(FILES_FOLDER);
    const paper = { fileName: '会议纪要.pdf', content: Readable.from([PDF]) };
    const attached = valueOf(
      await casework.attachDecisionPaper(this.office.db, files, { ...command, ...paper }),
    );
    return { id, paperId: attached.id };
  }

  /** The same, with a decision on record that rests on it; the law of the demo leaves none to anybody. */
  async decidedOnPaper(): Promise<{ id: string; paperId: string }> {
    const { id, paperId } = await this.decisionPaper();
    const { userId } = await this.office.as(PLACES.xinhua.reviewer);
    const actor = { kind: 'system', name: 'test' } as const;
    const request = { name: 'decide', actor, idempotencyKey: this.office.key(), input: {} };
    await runCommand(this.office.db, request, async (tx) => {
      await insertCaseDecision(tx, {
        ...{ id: tx.newId(), applicationId: id, assessment: 1, clauseId: 'PDS-A2-4-3-1', subject: null },
        ...{
          amountFen: fen(1),
          ratio: null,
          optionKey: null,
          readingIds: null,
          documentNumber: '1号',
          paperId,
        },
        ...{
          reason: '经集体研究',
          stage: 'county_review',
          decidedBy: userId,
          inNameOf: null,
          decidedAt: tx.now,
        },
      });
      await tx.record({
        caseId: this.office.key(),
        regionCode: CITY.regionCode,
        type: 'test.decided',
        data: {},
      });
      return { ok: true, value: null };
    });
    return { id, paperId };
  }

  /** Under a call whose only stage is the audit. */
  async underAudit(): Promise<string> {
    return this.underCountyReview(
      await this.call({ route: [{ key: 'third_party_audit', level: 'city' }] as const }),
    );
  }

  /** The same, with a paper that is not recorded yet. */
  async auditPaper(): Promise<{ id: string; opinionId: string }> {
    const id = await this.underAudit();
    const actor = await this.office.as('city-reviewer');
    const command = { actor, idempotencyKey: this.office.key(), applicationId: id };
    const files = new casework.FileStore(FILES_FOLDER);
    const paper = { fileName: '审计报告.pdf', content: Readable.from([PDF]) };
    const attached = valueOf(
      await casework.attachAuditPaper(this.office.db, files, { ...command, ...paper }),
    );
    return { id, opinionId: attached.id };
  }

  async audited(): Promise<{ id: string; opinionId: string }> {
    const { id, opinionId } = await this.auditPaper();
    await act(this.office, 'city-reviewer', id, (db, command) =>
      casework.recordAudit(db, { ...command, opinionId, said: AUDIT }),
    );
    return { id, opinionId };
  }

  /** The city's finance makers were asked about it; answers the paths of both. */
  async consulted(): Promise<{ opinion: string; consultation: string }> {
    const id = await this.underCountyReview();
    const departments = [{ regionCode: CITY.regionCode, role: 'finance_maker' }] as const;
    await act(this.office, PLACES.xinhua.reviewer, id, (db, command) =>
      casework.consultDepartments(db, { ...command, departments, question: '是否已享受同类奖励' }),
    );
    const [asked] = (await look(this.office, id)).consultations;
    const path = `/api/v1/applications/${id}`;
    return {
      opinion: `${path}/opinions/${asked?.opinions[0]?.id}`,
      consultation: `${path}/consultations/${asked?.id}`,
    };
  }

  /** The same with a paper; answers the path of the opinion. */
  async opinionAttached(): Promise<string> {
    const { opinion } = await this.consulted();
    const [, applicationId = '', opinionId = ''] =
      /applications\/([^/]+)\/opinions\/(.+)$/.exec(opinion) ?? [];
    const actor = await this.office.as('city-maker');
    const command = { actor, idempotencyKey: this.office.key(), applicationId, opinionId };
    const files = new casework.FileStore(FILES_FOLDER);
    const paper = { fileName: '意见.pdf', content: Readable.from([PDF]) };
    valueOf(await casework.attachOpinion(this.office.db, files, { ...command, ...paper }));
    return opinion;
  }

  async returned(): Promise<string> {
    const id = await this.underCountyReview();
    await act(this.office, PLACES.xinhua.reviewer, id, (db, command) =>
      casework.returnApplication(db, { ...command, reason: '请补充材料' }),
    );
    return id;
  }

  async onNotice(): Promise<string> {
    const id = await this.underCityReview();
    await act(this.office, 'city-reviewer', id, casework.approveApplication);
    await this.office.drain();
    return id;
  }

  /** Approved by the county alone, under a call whose notices the city builds. */
  async waitingForNotice(): Promise<{ callId: string; applications: object[] }> {
    const route = [{ key: 'county_review', level: 'county' }] as const;
    const callId = await this.call({ route, noticePublication: 'built' });
    const id = await this.underCountyReview(callId);
    await act(this.office, PLACES.xinhua.reviewer, id, casework.approveApplication);
    await this.office.drain();
    const { version } = await look(this.office, id);
    return { callId, applications: [{ applicationId: id, version }] };
  }

  /** Attaches a file to a case, as its clerk could while it was a draft; answers the path of the file. */
  async attached(id: string): Promise<string> {
    const request = { name: 'attach', actor: SYSTEM, idempotencyKey: this.office.key(), input: {} };
    const { userId } = await this.office.as(PLACES.xinhua.clerk);
    const stored = await new casework.FileStore(FILES_FOLDER).receive(Readable.from([PDF]), PDF.length);
    const materialId = this.office.key();
    await runCommand(this.office.db, request, async (tx) => {
      await insertMaterial(tx, {
        id: materialId,
        applicationId: id,
        key: 'scale_entry_notice',
        fileName: '入库通知.pdf',
        mediaType: 'application/pdf',
        ...stored,
        attachedAt: tx.now,
        attachedBy: userId,
        removedAt: null,
        removedBy: null,
      });
      await tx.record({ caseId: id, regionCode: PLACES.xinhua.regionCode, type: 'test.attached', data: {} });
      return { ok: true, value: null };
    });
    return `/api/v1/applications/${id}/materials/${materialId}`;
  }

  /** A case on a notice with one open objection to it. */
  async contested(): Promise<{ noticeId: string; objectionId: string; receipt: string }> {
    const noticeId = (await look(this.office, await this.onNotice())).notice?.id ?? '';
    const command = { idempotencyKey: this.office.key(), noticeId, objection: OBJECTION };
    const filed = valueOf(await casework.fileObjection(this.office.db, { kind: 'anonymous' }, command));
    return { noticeId, objectionId: filed.id, receipt: filed.receipt };
  }

  /** Awarded, and one officer of the city proposed to terminate it. Before the budget is emptied. */
  async terminating(): Promise<string> {
    const id = await this.onNotice();
    await passDays(this.office, 20);
    await casework.closeEndedNotices(this.office.db);
    await this.office.drain();
    await act(this.office, 'city-reviewer', id, (db, command) =>
      casework.terminateApplication(db, { ...command, reasonCode: 'other', reason: '企业已注销' }),
    );
    return id;
  }

  /** A call whose awards are paid half at once, half after acceptance. */
  async callInParts(): Promise<string> {
    const instalments = [
      { share: '1/2', dueOn: null, condition: null },
      { share: '1/2', dueOn: null, condition: '项目验收合格' },
    ];
    return this.call({ noticeWorkingDays: 0, instalments });
  }

  /** Awarded in two parts, the second after acceptance. Before the budget is emptied. */
  async inParts(): Promise<string> {
    const id = await this.underCountyReview(await this.callInParts());
    await act(this.office, PLACES.xinhua.reviewer, id, casework.approveApplication);
    await act(this.office, 'city-reviewer', id, casework.approveApplication);
    await this.office.drain();
    return id;
  }

  /** The same, and one officer of the city proposed that the second part is paid. */
  async partProposed(): Promise<{ id: string; proposalId: string }> {
    const id = await this.inParts();
    const command = { actor: await this.office.as('city-reviewer'), idempotencyKey: this.office.key() };
    const proposed = await casework.proposeInstalment(this.office.db, {
      ...{ ...command, applicationId: id, ...RELEASE },
    });
    return { id, proposalId: valueOf(proposed).id };
  }

  /** For lack of budget: call `emptyBudget` before. */
  async parked(): Promise<string> {
    const id = await this.onNotice();
    await passDays(this.office, 20);
    await casework.closeEndedNotices(this.office.db);
    await this.office.drain();
    return id;
  }

  /** Reserves nearly all money of 新华区 for something else. */
  async emptyBudget(): Promise<void> {
    const request = { name: 'empty', actor: SYSTEM, idempotencyKey: this.office.key(), input: {} };
    await runCommand(this.office.db, request, async (tx) => {
      const [call] = await readCalls(tx);
      const { regionCode } = PLACES.xinhua;
      const [line] = await lockBudgetLines(tx, regionCode, call?.budgetSubject ?? '', call?.year ?? 0);
      if (!line) throw new Error('no budget line');
      const taken = line.availableFen - LEFT_FEN;
      if (taken > 0) await postJournal(tx, reserve(line.id, fen(taken)), this.office.key());
      await tx.record({ caseId: line.id, regionCode, type: 'test.emptied', data: {} });
      return { ok: true, value: null };
    });
  }
}
