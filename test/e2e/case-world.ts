import * as casework from '@duixian/casework';
import { allot } from '@duixian/ledger';
import { fen } from '@duixian/money';
import {
  insertCall,
  lockBudgetLines,
  postJournal,
  readCalls,
  runCommand,
  type CallEntity,
  type Tx,
} from '@duixian/persistence';
import { CITY, Office, PLACES, prepare, release, valueOf } from '@duixian/testing';
import { type PersonActor, type RecusalScope, type Route } from '@duixian/workflow';
import { Client } from 'pg';
import { type Attempt } from './case-model';

const SYSTEM = { kind: 'system', name: 'test' } as const;
const DEPARTMENTS = [{ regionCode: CITY.regionCode, role: 'policy_officer' }] as const;
const AUDIT = {
  ...{ firmName: '示例会计师事务所', firmCode: casework.completeCreditCode('91410100MB999999') },
  ...{ documentNumber: '审字1号', issuedOn: '2020-01-02', opinion: '见报告' },
};
const REASON = { reason: '按规定办理' };

/** A case as the database has it, read past every rule by its owner. */
export interface RealCase {
  state: string;
  stageIndex: number | null;
  waitingStageIndex: number | null;
  version: number;
}

/** An office in which every life has an enterprise, a call and a case of its own, and money enough for all. */
export class CaseWorld {
  private made = 0;

  private constructor(
    readonly office: Office,
    readonly owner: Client,
    private readonly likeParty: string,
  ) {}

  static async open(poolSize = 10): Promise<CaseWorld> {
    const office = await Office.open({ poolSize });
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    // The owner is held by row as everybody else: this session sees what the system sees.
    await owner.query(
      `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
         set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`,
    );
    const [like] = await casework.listMyParties(office.db, await office.as(PLACES.xinhua.clerk));
    const world = new CaseWorld(office, owner, like?.id ?? '');
    await world.change(async (tx) => {
      const [call] = await readCalls(tx);
      for (const { regionCode } of [PLACES.xinhua, CITY]) {
        const [line] = await lockBudgetLines(tx, regionCode, call?.budgetSubject ?? '', call?.year ?? 0);
        if (!line) throw new Error(`no budget line of ${regionCode}`);
        await postJournal(tx, allot(line.id, fen(1_000_000_000_000)), office.key());
      }
    });
    return world;
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.office.close();
  }

  private async change(work: (tx: Tx) => Promise<void>): Promise<void> {
    const request = { name: 'test', actor: SYSTEM, idempotencyKey: this.office.key(), input: {} };
    await runCommand(this.office.db, request, async (tx) => {
      await work(tx);
      await tx.record({ caseId: tx.newId(), regionCode: CITY.regionCode, type: 'test.made', data: {} });
      return { ok: true, value: null };
    });
  }

  /** An enterprise like 新华区's, with its own account and the same facts of registers. */
  async party(): Promise<string> {
    const id = this.office.key();
    this.made += 1;
    const code = casework.completeCreditCode(`91410402MB${String(this.made).padStart(6, '0')}`);
    const copied = [
      `INSERT INTO party SELECT (jsonb_populate_record(like_it, jsonb_build_object('id', $1::uuid, 'credit_code', $3::text))).*
       FROM party like_it WHERE id = $2`,
      ...['payee_account', 'fact_record'].map(
        (table) => `INSERT INTO ${table} SELECT (jsonb_populate_record(like_it,
          jsonb_build_object('id', gen_random_uuid(), 'party_id', $1::uuid))).* FROM ${table} like_it WHERE party_id = $2`,
      ),
    ];
    for (const [index, sql] of copied.entries())
      await this.owner.query(sql, index === 0 ? [id, this.likeParty, code] : [id, this.likeParty]);
    return id;
  }

  /** A draft of an enterprise under a call of its own. */
  async draft(
    clerk: PersonActor,
    partyId: string,
    route: Route,
    noticeWorkingDays: number,
    { claims = {}, call = {} }: { claims?: Record<string, unknown>; call?: Partial<CallEntity> } = {},
  ): Promise<string> {
    const callId = this.office.key();
    await this.change(async (tx) => {
      const [like] = await readCalls(tx);
      if (!like) throw new Error('the demo seed is not there');
      await insertCall(tx, {
        ...like,
        id: callId,
        number: `LIFE-${callId}`,
        route,
        noticeWorkingDays,
        ...call,
      });
    });
    const command = { actor: clerk, idempotencyKey: this.office.key(), callId, partyId, claims };
    const made = await casework.createApplication(this.office.db, command);
    if (!made.ok) throw new Error(made.refusal.message);
    return made.value.id;
  }

  /** One verb of one person through its use case; answers the code of the refusal, or null. */
  async attempt(id: string, version: number, attempt: Attempt): Promise<string | null> {
    const outcome = await this.outcome(id, version, attempt);
    return outcome.ok ? null : outcome.refusal.code;
  }

  /** What one verb of one person through its use case comes to. */
  async outcome(
    id: string,
    version: number,
    attempt: Attempt,
    db: casework.Database = this.office.db,
  ): ReturnType<typeof casework.approveApplication> {
    const { person: actor, action, resubmitTo, stale, to, conclusion, comment } = attempt;
    const command = {
      ...{ actor, idempotencyKey: this.office.key(), applicationId: id },
      version: stale ? version - 1 : version,
    };
    const run: Record<Attempt['action'], () => ReturnType<typeof casework.approveApplication>> = {
      edit: () => casework.editApplication(db, { ...command, claims: {} }),
      submit: () => casework.submitApplication(db, command),
      withdraw: () => casework.withdrawApplication(db, command),
      attest: () =>
        casework.attestFacts(db, {
          ...command,
          attestations: [{ fact: 'scale.first_entry', source: '联网直报', documentNumber: '9号' }],
        }),
      decide: () =>
        casework.decideApplication(db, {
          ...command,
          decision: { clause: 'PDS-A2-4-3-1', amountFen: 1, documentNumber: '1号', ...REASON },
        }),
      audit: async () =>
        casework.recordAudit(db, {
          ...command,
          opinionId: await this.auditPaper(id, actor.userId),
          said: { ...AUDIT, conclusion },
        }),
      approve: () => casework.approveApplication(db, { ...command, comment }),
      remand: () => casework.remandApplication(db, { ...command, ...REASON }),
      return: () => casework.returnApplication(db, { ...command, ...REASON, resubmitTo }),
      reject: () => casework.rejectApplication(db, { ...command, ...REASON, reasonCode: 'not-eligible' }),
      reconsider: () => casework.reconsiderApplication(db, { ...command, ...REASON }),
      consult: () =>
        casework.consultDepartments(db, { ...command, departments: DEPARTMENTS, question: '有无意见' }),
      hold: () => casework.holdApplication(db, { ...command, ...REASON }),
      resume: () => casework.resumeApplication(db, { ...command, ...REASON }),
      transfer: () => casework.transferTask(db, { ...command, ...REASON, to: to.userId }),
      claim: () => casework.claimTask(db, command),
      unclaim: () => casework.unclaimTask(db, { ...command, ...REASON }),
      confirm: () => casework.confirmTermination(db, command),
      refuse: () => casework.refuseTermination(db, { ...command, ...REASON }),
      terminate: () =>
        casework.terminateApplication(db, { ...command, ...REASON, reasonCode: 'policy-ended' }),
    };
    return run[action]();
  }

  /** A paper of an auditing firm, as if it had been uploaded to the case. */
  private async auditPaper(id: string, userId: string): Promise<string> {
    const paperId = this.office.key();
    await this.owner.query(
      `INSERT INTO audit_opinion (id, application_id, file_name, media_type, size_bytes, content_hash, attached_at, attached_by)
       VALUES ($1, $2, '审计报告.pdf', 'application/pdf', 1, repeat('0', 64), now(), $3)`,
      [paperId, id, userId],
    );
    return paperId;
  }

  /** The department that is asked answers; the code of the refusal, or null. */
  async answer(id: string, actor: PersonActor): Promise<string | null> {
    const { consultations } = valueOf(await casework.readApplication(this.office.db, SYSTEM, id));
    const opinion = consultations.find(({ endedAt }) => endedAt === null)?.opinions[0];
    if (!opinion) return 'none-open';
    const command = { actor, idempotencyKey: this.office.key(), applicationId: id, opinionId: opinion.id };
    const outcome = await casework.giveOpinion(this.office.db, {
      ...command,
      agrees: true,
      opinion: '无意见',
    });
    return outcome.ok ? null : outcome.refusal.code;
  }

  async recuse(id: string, actor: PersonActor, scope: RecusalScope): Promise<string | null> {
    const command = { actor, idempotencyKey: this.office.key(), applicationId: id, scope, ...REASON };
    const outcome = await casework.declareRecusal(this.office.db, command);
    return outcome.ok ? null : outcome.refusal.code;
  }

  /** Lets an official review at a place for good, as the lives say of them: whoever is handed a case is looked up. */
  async grantReviewer(userId: string, regionCode: string): Promise<void> {
    await this.owner.query(
      `INSERT INTO role_grant (id, user_id, role, region_code, valid_from, basis)
       VALUES ($1, $2, 'reviewer', $3, '2020-01-01', 'setup') ON CONFLICT DO NOTHING`,
      [this.office.key(), userId, regionCode],
    );
  }

  /** What the page of a person offers; null where it does not exist for them. */
  async offered(id: string, person: PersonActor): Promise<string[] | null> {
    const read = await casework.readApplication(this.office.db, person, id);
    return read.ok ? read.value.allowedActions : null;
  }

  /** Ends the notice that a case stands on. */
  async endNotice(id: string): Promise<void> {
    await this.owner.query(
      `UPDATE notice SET ends_on = starts_on - 1 WHERE state = 'published'
         AND id IN (SELECT notice_id FROM notice_line WHERE application_id = $1)`,
      [id],
    );
    await casework.closeEndedNotices(this.office.db);
  }

  async stored(id: string): Promise<RealCase> {
    const { rows } = await this.owner.query<RealCase>(
      `SELECT state, stage_index AS "stageIndex", waiting_stage_index AS "waitingStageIndex", version
       FROM application WHERE id = $1`,
      [id],
    );
    if (!rows[0]) throw new Error(`no case ${id}`);
    return rows[0];
  }

  /** What all treasuries hold for awards. */
  async reservedFen(): Promise<number> {
    const { rows } = await this.owner.query<{ sum: string }>(
      `SELECT sum(balance_fen) AS sum FROM ledger_account WHERE kind = 'reserved'`,
    );
    return Number(rows[0]?.sum ?? 0);
  }

  /** Both treasuries pay what they bear of an award, and the bank's statements show it. */
  async pay(id: string): Promise<void> {
    const { office } = this;
    for (const [prefix, { regionCode, account }] of [
      ['xinhua', PLACES.xinhua],
      ['city', CITY],
    ] as const) {
      await release(office, prefix, await prepare(office, prefix, regionCode));
      await office.drain();
      const { rows } = await this.owner.query<{ line: Record<string, unknown>; fen: string; today: string }>(
        `SELECT jsonb_build_object('reference', a.bank_reference, 'counterpartyName', p.payee ->> 'accountName',
           'counterpartyAccount', p.payee ->> 'accountNumber') AS line, p.amount_fen AS fen,
           (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today
         FROM payment p JOIN payment_attempt a ON a.payment_id = p.id WHERE p.application_id = $1 AND p.region_code = $2`,
        [id, regionCode],
      );
      if (!rows[0]) throw new Error(`${prefix} sent nothing`);
      const { today } = rows[0];
      const debitFen = Number(rows[0].fen);
      const line = {
        ...rows[0].line,
        ...{ bankSerial: office.key(), direction: 'debit', amountFen: debitFen, bookedOn: today },
      };
      const totals = { count: 1, debitFen, creditFen: 0 };
      const content = JSON.stringify({
        statementId: office.key(),
        account,
        date: today,
        lines: [line],
        totals,
      });
      const actor = await office.as(`${prefix}-maker`);
      valueOf(await casework.importStatement(office.db, { actor, idempotencyKey: office.key(), content }));
      await office.drain();
    }
  }

  /** Officials of 新华区 who are different people, as many as are wanted. */
  async reviewers(count: number, name = 'reviewer'): Promise<PersonActor[]> {
    const like = await this.office.as(PLACES.xinhua.reviewer);
    const people = Array.from({ length: count }, (_, index) => ({
      ...like,
      userId: this.office.key(),
      username: `${name}-${index}`,
    }));
    for (const { userId, username } of people)
      await this.owner.query(
        `INSERT INTO user_account SELECT (jsonb_populate_record(like_it, jsonb_build_object('id', $1::uuid, 'username', $2::text))).*
         FROM user_account like_it WHERE id = $3`,
        [userId, username, like.userId],
      );
    return people;
  }
}
