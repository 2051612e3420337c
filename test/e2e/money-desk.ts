import * as casework from '@duixian/casework';
import { fen, ratio, splitFen, ZERO_FEN } from '@duixian/money';
import { allot, reserve } from '@duixian/ledger';
import {
  findTreasury,
  insertAward,
  insertAwardInstalments,
  insertBudgetLine,
  insertPayments,
  lockBudgetLines,
  lockEntitlement,
  newId,
  postJournal,
  runCommand,
  type PayeeSnapshot,
} from '@duixian/persistence';
import type { PaymentRail } from '@duixian/payment-rail';
import { CITY, grantByTwo, PLACES, valueOf, walkToAward, type Office } from '@duixian/testing';
import { Pool } from 'pg';

const { regionCode, account } = PLACES.yexian;
const SYSTEM = { kind: 'system', name: 'test' } as const;

/** What the bank answers when it is sent something. */
export type BankMood = 'accepts' | 'rejects';

/** 叶县's treasury with one awarded case, and as many cases like it as are wanted, whose awards a test makes itself. */
export class MoneyDesk {
  private constructor(
    readonly office: Office,
    /** As the owner, who sees everything: for looking only. */
    readonly pool: Pool,
    private readonly model: Record<string, string>,
    private readonly payee: PayeeSnapshot,
    private readonly cases: string[],
  ) {}

  static async open(office: Office, cases: number): Promise<MoneyDesk> {
    const applicationId = await walkToAward(office, 'yexian');
    const pool = new Pool({
      connectionString: office.database.ownerUrl,
      max: 8,
      options: '-c duixian.scope=system',
    });
    const { rows } = await pool.query<{ model: Record<string, string>; payee: PayeeSnapshot }>(
      `SELECT jsonb_build_object('party', p.party_id, 'county', w.county_code, 'city', w.city_code,
         'determination', l.determination_id, 'clause', l.clause_id) AS model, p.payee
       FROM payment p JOIN award w ON w.application_id = p.application_id JOIN award_line l ON l.award_id = w.id
       WHERE p.application_id = $1 LIMIT 1`,
      [applicationId],
    );
    if (!rows[0]) throw new Error('there is no payment');
    // Cases like the awarded one, by row and by number: what they tell is nobody's business here.
    const made = await pool.query<{ id: string }>(
      `INSERT INTO application SELECT r.* FROM application one, generate_series(1, $2::int) AS n,
         LATERAL jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'case_number', 'M-' || n, 'state', 'withdrawn',
           'state_reason', NULL)) AS r
       WHERE one.id = $1 RETURNING id`,
      [applicationId, cases],
    );
    return new MoneyDesk(
      office,
      pool,
      rows[0].model,
      rows[0].payee,
      made.rows.map(({ id }) => id),
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  async by(role: 'maker' | 'checker' | 'clerk', where: 'yexian' | 'city' = 'yexian') {
    return { actor: await this.office.as(`${where}-${role}`), idempotencyKey: newId() };
  }

  /** Finance people of 叶县 who had no hand in any case: they alone may give a demand up. */
  async stranger(role: 'maker' | 'checker') {
    return { actor: await this.office.as(`zhanhe-${role}`), idempotencyKey: newId() };
  }

  /** Lets the finance people of 湛河区 work for 叶县 as well. Before they sign in for the first time. */
  static async inviteStrangers(office: Office): Promise<void> {
    const actor = await office.as('admin');
    for (const [username, role] of [
      ['zhanhe-maker', 'finance_maker'],
      ['zhanhe-checker', 'finance_checker'],
    ] as const) {
      const { items } = valueOf(await casework.listPeople(office.db, actor));
      const person = items.find((one) => one.username === username);
      if (!person) throw new Error(`nobody is ${username}`);
      await grantByTwo(office, { personId: person.id, role, regionCode });
    }
  }

  /** Awards a share of the next case out of a subject's lines, as `awardApplication` does; null where nothing is free. */
  async award(subject: string, year: number, amount: number): Promise<string | null> {
    return (await this.awardInParts(subject, year, amount, [1]))?.[0] ?? null;
  }

  /** The same, paid in parts of these weights, the later ones on a condition; the ids of the payments, part by part. */
  async awardInParts(
    subject: string,
    year: number,
    amount: number,
    weights: readonly number[],
  ): Promise<string[] | null> {
    const applicationId = this.cases.pop();
    if (applicationId === undefined) throw new Error('no case is left');
    const { party = '', county = '', city = '', determination = '', clause = '' } = this.model;
    const request = { name: 'award', actor: SYSTEM, idempotencyKey: newId(), input: {} };
    const amountFen = fen(amount);
    const answer = await runCommand(this.office.db, request, async (tx) => {
      const line = (await lockBudgetLines(tx, regionCode, subject, year)).find(
        (one) => one.availableFen >= amountFen,
      );
      if (!line) return { ok: false as const, refusal: { code: 'insufficient-budget' } };
      const [awardId, sourceId] = [tx.newId(), tx.newId()];
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      const split = splitFen(
        amountFen,
        weights.map((weight, index) => ({ key: String(index + 1), ratio: ratio(weight, whole) })),
      );
      const about = { awardId, partyId: party, clauseId: clause, subject: applicationId, amountFen };
      const entitlementId = await lockEntitlement(tx, party, clause, applicationId);
      await insertAward(
        tx,
        {
          id: awardId,
          applicationId,
          partyId: party,
          countyCode: county,
          cityCode: city,
          amountFen,
          awardedAt: tx.now,
          awardedOn: tx.today,
        },
        [{ id: tx.newId(), ...about, entitlementId, determinationId: determination }],
        [{ id: sourceId, awardId, level: 'county', regionCode, budgetLineId: line.id, amountFen }],
      );
      await postJournal(tx, reserve(line.id, amountFen), `award-source:${sourceId}/reserve`);
      if (weights.length > 1)
        await insertAwardInstalments(
          tx,
          weights.map((weight, index) => ({
            ...{ awardId, number: index + 1, weight, dueOn: null },
            condition: index === 0 ? null : '项目验收合格',
          })),
        );
      const parts = weights
        .map((_, index) => ({ instalment: index + 1, amountFen: split[String(index + 1)] ?? ZERO_FEN }))
        .filter((part) => part.amountFen > 0);
      const payments = parts.map((part) => ({
        ...{ id: tx.newId(), awardSourceId: sourceId, ...part, applicationId, partyId: party, regionCode },
        ...{ budgetLineId: line.id, payee: this.payee, version: 1, batchId: null },
        ...{ state: part.instalment === 1 ? ('planned' as const) : ('waiting' as const) },
        ...{ createdAt: tx.now, settledOn: null },
      }));
      await insertPayments(tx, payments);
      await tx.record({
        caseId: applicationId,
        regionCode: county,
        partyId: party,
        type: 'test.awarded',
        data: {},
      });
      return { ok: true as const, value: payments.map(({ id }) => id) };
    });
    return answer.ok ? answer.value : null;
  }

  /** Two people of the city said what becomes of a part that waits; the system does it. */
  async decidePart(paymentId: string, kind: 'release' | 'forfeit'): Promise<void> {
    const [first, second] = [await this.office.as('city-reviewer'), await this.office.as('city-reviewer-2')];
    const proposalId = newId();
    await this.pool.query(
      `INSERT INTO instalment_decision SELECT $1, s.award_id, p.instalment, $3, '验收', '验〔2026〕1号', $4, now()
       FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE p.id = $2`,
      [proposalId, paymentId, kind, first.userId],
    );
    await this.pool.query(
      `UPDATE instalment_decision SET decision = 'confirmed', decided_by = $2, decided_at = now() WHERE id = $1`,
      [proposalId, second.userId],
    );
    valueOf(await casework.carryOutInstalment(this.office.db, { outboxId: newId(), proposalId }));
  }

  /**
   * Awards the next case so that 叶县 pays all of it and the city, which bears a share of it, owes that share; null where
   * nothing is free. The city has a line of its own for each of them.
   */
  async advance(
    subject: string,
    year: number,
    { ownShare, citysShare }: { ownShare: number; citysShare: number },
  ): Promise<{ paymentId: string; refundId: string; cityLineId: string } | null> {
    const applicationId = this.cases.pop();
    if (applicationId === undefined) throw new Error('no case is left');
    const { party = '', county = '', city = '', determination = '', clause = '' } = this.model;
    const request = { name: 'advance', actor: SYSTEM, idempotencyKey: newId(), input: {} };
    const [own, borne, whole] = [fen(ownShare), fen(citysShare), fen(ownShare + citysShare)];
    const answer = await runCommand(this.office.db, request, async (tx) => {
      const line = (await lockBudgetLines(tx, regionCode, subject, year)).find(
        (one) => one.availableFen >= whole,
      );
      const treasury = await findTreasury(tx, regionCode);
      if (!line || !treasury) return { ok: false as const, refusal: { code: 'insufficient-budget' } };
      const [awardId, ownId, citysId] = [tx.newId(), tx.newId(), tx.newId()];
      const [paymentId, refundId, cityLineId] = [tx.newId(), tx.newId(), tx.newId()];
      const about = { awardId, partyId: party, clauseId: clause, subject: applicationId, amountFen: whole };
      const entitlementId = await lockEntitlement(tx, party, clause, applicationId);
      await insertBudgetLine(tx, {
        ...{ id: cityLineId, regionCode: CITY.regionCode, level: 'city', year, subject },
        ...{ documentNumber: cityLineId, createdAt: tx.now },
      });
      await postJournal(tx, allot(cityLineId, borne), `budget-line:${cityLineId}/allot`);
      await insertAward(
        tx,
        {
          ...{ id: awardId, applicationId, partyId: party, countyCode: county, cityCode: city },
          ...{ amountFen: whole, awardedAt: tx.now, awardedOn: tx.today },
        },
        [{ id: tx.newId(), ...about, entitlementId, determinationId: determination }],
        [
          {
            ...{ id: ownId, awardId, level: 'county', regionCode, budgetLineId: line.id },
            ...{ amountFen: own, advancedFen: borne },
          },
          {
            ...{ id: citysId, awardId, level: 'city', regionCode: CITY.regionCode },
            ...{ budgetLineId: cityLineId, amountFen: borne },
          },
        ],
      );
      await postJournal(tx, reserve(line.id, whole), `award-source:${ownId}/reserve`);
      await postJournal(tx, reserve(cityLineId, borne), `award-source:${citysId}/reserve`);
      const common = {
        ...{ instalment: 1, applicationId, partyId: party, version: 1, batchId: null },
        ...{ createdAt: tx.now, settledOn: null },
      };
      const { accountName, accountNumber } = treasury;
      const payee = { ...this.payee, accountName, accountNumber };
      await insertPayments(tx, [
        {
          ...{ ...common, id: paymentId, awardSourceId: ownId, regionCode, budgetLineId: line.id },
          ...{ amountFen: whole, payee: this.payee, state: 'planned' },
        },
        {
          ...{ ...common, id: refundId, awardSourceId: citysId, regionCode: CITY.regionCode },
          ...{ budgetLineId: cityLineId, amountFen: borne, payee, state: 'waiting' },
          ...{ refundsPaymentId: paymentId, refundTo: regionCode },
        },
      ]);
      await tx.record({
        caseId: applicationId,
        regionCode: county,
        partyId: party,
        type: 'test.awarded',
        data: {},
      });
      return { ok: true as const, value: { paymentId, refundId, cityLineId } };
    });
    return answer.ok ? answer.value : null;
  }

  /** What the worker does once a statement settled a payment or gave it back. */
  async follow(paymentId: string, after: 'settled' | 'returned'): Promise<void> {
    const job = { outboxId: newId(), paymentId };
    if (after === 'settled') valueOf(await casework.settleApplication(this.office.db, job));
    else valueOf(await casework.reopenApplication(this.office.db, job));
  }

  /** Sends a released payment; a second time it is the redelivery of a message. */
  async send(paymentId: string, mood: BankMood): Promise<void> {
    const rail: PaymentRail = {
      send: (payload) => {
        const { reference } = JSON.parse(payload) as { reference: string };
        return Promise.resolve(
          mood === 'accepts'
            ? { outcome: 'accepted', bankSerial: `S${reference}`, raw: '{}' }
            : { outcome: 'rejected', code: 'AC04', reason: '账户已销户', raw: '{}' },
        );
      },
      query: () => Promise.resolve({ outcome: 'unknown', cause: 'not asked', raw: '' }),
    };
    await casework.sendPayment(this.office.db, rail, { outboxId: newId(), paymentId });
  }

  /** A statement with a debit for each of some payments, or a credit that gives the money back. */
  async statement(
    paymentIds: readonly string[],
    direction: 'debit' | 'credit',
    where: 'yexian' | 'city' = 'yexian',
  ) {
    const { rows } = await this.pool.query<{
      reference: string;
      amount: string;
      payee: PayeeSnapshot;
    }>(
      `SELECT DISTINCT ON (p.id) a.bank_reference AS reference, p.amount_fen::text AS amount, p.payee FROM payment p
       JOIN payment_attempt a ON a.payment_id = p.id WHERE p.id = ANY ($1) ORDER BY p.id, a.attempt_number DESC`,
      [paymentIds],
    );
    const statementId = newId();
    const day = '2026-03-02';
    const lines = rows.map(({ reference, amount, payee }, index) => ({
      ...{
        bankSerial: `${statementId}-${index}`,
        reference,
        direction,
        amountFen: Number(amount),
        bookedOn: day,
      },
      ...{ counterpartyName: payee.accountName, counterpartyAccount: payee.accountNumber },
    }));
    const sum = lines.reduce((total, line) => total + line.amountFen, 0);
    const totals = {
      count: lines.length,
      debitFen: direction === 'debit' ? sum : 0,
      creditFen: direction === 'credit' ? sum : 0,
    };
    const from = where === 'city' ? CITY.account : account;
    const content = JSON.stringify({ statementId, account: from, date: day, lines, totals });
    return casework.importStatement(this.office.db, { ...(await this.by('maker', where)), content });
  }

  /** Money that left 叶县's account for no payment, on a statement of its own. */
  async outgoing(amountFen: number): Promise<{ statementId: string; position: number }> {
    const [statementId, date] = [newId(), '2026-03-02'];
    const line = {
      ...{ bankSerial: `${statementId}-0`, reference: '', direction: 'debit', amountFen, bookedOn: date },
      ...{ counterpartyName: '某企业', counterpartyAccount: '6222' },
    };
    const totals = { count: 1, debitFen: amountFen, creditFen: 0 };
    const content = JSON.stringify({ statementId, account, date, lines: [line], totals });
    const { id } = valueOf(
      await casework.importStatement(this.office.db, { ...(await this.by('maker')), content }),
    );
    return { statementId: id, position: 1 };
  }

  /** What is broken about these lines and payments, in sentences. */
  async problemsOf(lineIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ problem: string }>(PROBLEMS, [lineIds]);
    return rows.map(({ problem }) => problem);
  }
}

/** The promises about money, held to some budget lines and what hangs on them. */
const PROBLEMS = `
  WITH account AS (SELECT a.budget_line_id, a.kind, a.balance_fen, coalesce(sum(e.amount_fen), 0) AS entered
    FROM ledger_account a LEFT JOIN journal_entry e ON e.ledger_account_id = a.id WHERE a.budget_line_id = ANY ($1) GROUP BY a.id),
  paying AS (SELECT * FROM payment WHERE budget_line_id = ANY ($1)),
  demanded AS (SELECT * FROM recovery WHERE budget_line_id = ANY ($1) AND state IN ('demanded', 'closed')),
  met AS (SELECT e.*, d.budget_line_id FROM recovery_entry e JOIN demanded d ON d.id = e.recovery_id WHERE e.state = 'booked'),
  off AS (SELECT p.budget_line_id, p.award_source_id, e.amount_fen FROM recovery_entry e JOIN paying p ON p.id = e.offset_payment_id WHERE e.state = 'booked'),
  held AS (
    SELECT budget_line_id, CASE WHEN state IN ('released', 'sending', 'accepted', 'unknown') THEN 'in_flight'
      WHEN state = 'settled' THEN 'spent' ELSE 'reserved' END AS kind, amount_fen FROM paying WHERE state NOT IN ('offset', 'cancelled')
    UNION ALL SELECT budget_line_id, 'spent', -amount_fen FROM demanded UNION ALL SELECT budget_line_id, 'receivable', amount_fen FROM demanded
    UNION ALL SELECT budget_line_id, 'receivable', -amount_fen FROM met UNION ALL SELECT budget_line_id, 'spent', amount_fen FROM met WHERE kind = 'write_off'
    UNION ALL SELECT budget_line_id, 'spent', amount_fen FROM off
    UNION ALL SELECT p.budget_line_id, 'spent', -r.amount_fen FROM payment r JOIN paying p ON p.id = r.refunds_payment_id WHERE r.state <> 'waiting'
    UNION ALL SELECT p.budget_line_id, 'receivable', r.amount_fen FROM payment r JOIN paying p ON p.id = r.refunds_payment_id
      WHERE r.state <> 'waiting' AND r.refunded_on IS NULL)
  SELECT 'account ' || kind || ' holds ' || balance_fen || ', its entries come to ' || entered AS problem FROM account WHERE balance_fen <> entered
  UNION ALL SELECT 'line ' || budget_line_id || ' comes to ' || sum(balance_fen) FROM account GROUP BY budget_line_id HAVING sum(balance_fen) <> 0
  UNION ALL SELECT 'account ' || kind || ' is ' || balance_fen FROM account WHERE (kind = 'allotment') = (balance_fen > 0) AND balance_fen <> 0
  UNION ALL SELECT 'account ' || a.kind || ' holds ' || a.balance_fen || ', payments and demands come to ' || coalesce(sum(h.amount_fen), 0)
    FROM account a LEFT JOIN held h ON h.budget_line_id = a.budget_line_id AND h.kind = a.kind
    WHERE a.kind IN ('reserved', 'in_flight', 'spent', 'receivable')
    GROUP BY a.budget_line_id, a.kind, a.balance_fen HAVING a.balance_fen <> coalesce(sum(h.amount_fen), 0)
  UNION ALL SELECT 'payment ' || p.id || ' has ' || count(*) || ' live attempts' FROM paying p JOIN payment_attempt t ON t.payment_id = p.id
    WHERE t.state IN ('sending', 'accepted', 'unknown', 'settled') GROUP BY p.id HAVING count(*) > 1
  UNION ALL SELECT 'award ' || w.id || ' is not the sum of its shares' FROM award w JOIN award_source s ON s.award_id = w.id
    WHERE s.budget_line_id = ANY ($1) GROUP BY w.id HAVING sum(s.amount_fen) <> w.amount_fen OR (sum(s.advanced_fen) > 0
      AND sum(s.advanced_fen) <> sum(s.amount_fen) FILTER (WHERE s.advanced_fen = 0))
  UNION ALL SELECT 'source ' || s.id || ' is not the sum of its payments and offsets' FROM award_source s LEFT JOIN (
      SELECT award_source_id, amount_fen FROM paying WHERE state <> 'offset' UNION ALL SELECT award_source_id, amount_fen FROM off) p ON p.award_source_id = s.id
    WHERE s.budget_line_id = ANY ($1) GROUP BY s.id HAVING s.amount_fen + s.advanced_fen <> coalesce(sum(p.amount_fen), 0)
  UNION ALL SELECT 'refund ' || r.id || ' is ' || r.state || ' of a payment that is ' || p.state FROM payment r JOIN paying p ON p.id = r.refunds_payment_id
    WHERE r.state <> 'waiting' AND p.state NOT IN ('settled', 'offset')
  UNION ALL SELECT 'demand ' || d.id || ' is ' || d.state || ' with ' || coalesce(sum(m.amount_fen), 0) || ' of ' || d.amount_fen || ' met'
    FROM demanded d LEFT JOIN met m ON m.recovery_id = d.id GROUP BY d.id, d.state, d.amount_fen
    HAVING coalesce(sum(m.amount_fen), 0) > d.amount_fen OR (d.state = 'closed') <> (coalesce(sum(m.amount_fen), 0) = d.amount_fen)`;
