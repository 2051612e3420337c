/** A promise about the books, as a count of what it is about and a search for what breaks it. */
export interface MoneyInvariant {
  name: string;
  /** The same in the words of officials. */
  title: string;
  /** SQL of one number: how many things the promise is about. */
  about: string;
  /** SQL of `kind` and `figures` (texts) of each thing that breaks it, see `FINDINGS`. */
  broken: string;
}

/**
 * What payments and demands say that the accounts of budget lines hold: a payment stands where its state says, unless it
 * was set off whole; what is demanded moves from spent to receivable, and back where it is written off; what is set off
 * against a payment is spent without it. What was advanced for another level is owed by it from the arrival on, until it is refunded.
 */
export const EXPLAINED = `
  SELECT budget_line_id, kind, sum(amount_fen) AS amount_fen FROM (
    SELECT budget_line_id, CASE WHEN state IN ('released', 'sending', 'accepted', 'unknown') THEN 'in_flight'
      WHEN state = 'settled' THEN 'spent' ELSE 'reserved' END AS kind, amount_fen FROM payment WHERE state NOT IN ('offset', 'cancelled')
    UNION ALL SELECT r.budget_line_id, k.kind, k.sign * r.amount_fen
      FROM recovery r CROSS JOIN (VALUES ('spent', -1), ('receivable', 1)) AS k(kind, sign) WHERE r.state IN ('demanded', 'closed')
    UNION ALL SELECT r.budget_line_id, k.kind, k.sign * e.amount_fen
      FROM recovery_entry e JOIN recovery r ON r.id = e.recovery_id
      CROSS JOIN (VALUES ('spent', 1), ('receivable', -1)) AS k(kind, sign)
      WHERE e.state = 'booked' AND (k.kind = 'receivable' OR e.kind = 'write_off')
    UNION ALL SELECT p.budget_line_id, 'spent', e.amount_fen
      FROM recovery_entry e JOIN payment p ON p.id = e.offset_payment_id WHERE e.state = 'booked'
    UNION ALL SELECT p.budget_line_id, k.kind, k.sign * r.amount_fen
      FROM payment r JOIN payment p ON p.id = r.refunds_payment_id CROSS JOIN (VALUES ('spent', -1), ('receivable', 1)) AS k(kind, sign)
      WHERE r.state NOT IN ('waiting', 'cancelled') AND (k.kind = 'spent' OR r.refunded_on IS NULL)) held
  GROUP BY budget_line_id, kind`;

/** What must hold at every moment, in any state of any case; all are asked on one picture of the database. */
export const MONEY_INVARIANTS: readonly MoneyInvariant[] = [
  {
    name: 'an account holds what its entries add up to',
    title: '账户余额等于其分录之和',
    about: `SELECT count(*) FROM ledger_account`,
    broken: `
      SELECT 'account-sum' AS kind, ARRAY[a.id::text, a.balance_fen::text, (coalesce(sum(e.amount_fen), 0))::text] AS figures
      FROM ledger_account a LEFT JOIN journal_entry e ON e.ledger_account_id = a.id
      GROUP BY a.id HAVING a.balance_fen <> coalesce(sum(e.amount_fen), 0)`,
  },
  {
    name: 'a journal balances',
    title: '每笔记账借贷平衡',
    about: `SELECT count(DISTINCT journal_id) FROM journal_entry`,
    broken: `
      SELECT 'journal-sum' AS kind, ARRAY[journal_id::text, sum(amount_fen)::text, count(*)::text] AS figures
      FROM journal_entry GROUP BY journal_id HAVING sum(amount_fen) <> 0 OR count(*) < 2`,
  },
  {
    name: 'a budget line: allotted = available + reserved + in flight + spent + receivable',
    title: '预算指标:下达数 = 可用 + 已预留 + 在途 + 已支出 + 应收',
    about: `SELECT count(*) FROM budget_line`,
    broken: `
      SELECT 'line-sum' AS kind, ARRAY[budget_line_id::text, sum(balance_fen)::text] AS figures
      FROM ledger_account GROUP BY budget_line_id HAVING sum(balance_fen) <> 0`,
  },
  {
    name: 'no account is negative',
    title: '账户余额不为负数',
    about: `SELECT count(*) FROM ledger_account`,
    broken: `
      SELECT 'negative-account' AS kind, ARRAY[budget_line_id::text, kind::text, balance_fen::text] AS figures
      FROM ledger_account WHERE (kind <> 'allotment' AND balance_fen < 0) OR (kind = 'allotment' AND balance_fen > 0)`,
  },
  {
    name: 'what leaves one budget line arrives at another',
    title: '从一项指标调出或结转的,另一项如数收到',
    about: `SELECT count(*) FROM budget_change WHERE kind IN ('transfer', 'carry_over')`,
    broken: `
      SELECT 'change-journals' AS kind, ARRAY[c.id::text, coalesce(c.decision, 'pending')::text, count(j.id)::text] AS figures
      FROM budget_change c LEFT JOIN journal j ON j.cause LIKE 'budget-change:' || c.id || '/%'
      WHERE c.kind IN ('transfer', 'carry_over')
      GROUP BY c.id HAVING count(j.id) <> CASE c.decision WHEN 'confirmed' THEN 2 ELSE 0 END`,
  },
  {
    name: 'payments and demands explain what is reserved, in flight, spent and receivable',
    title: '已预留、在途、已支出、应收各有付款或追回与之对应',
    about: `SELECT count(*) FROM payment`,
    broken: `
      SELECT 'unexplained' AS kind, ARRAY[a.budget_line_id::text, a.kind::text, a.balance_fen::text, coalesce(h.amount_fen, 0)::text] AS figures
      FROM ledger_account a LEFT JOIN (${EXPLAINED}) h ON h.budget_line_id = a.budget_line_id AND h.kind = a.kind
      WHERE a.kind IN ('reserved', 'in_flight', 'spent', 'receivable') AND a.balance_fen <> coalesce(h.amount_fen, 0)`,
  },
  {
    name: 'the lines of an award add up to it',
    title: '核定奖补等于其各条款金额之和',
    about: `SELECT count(*) FROM award`,
    broken: `
      SELECT 'award-lines' AS kind, ARRAY[w.id::text, w.amount_fen::text, (coalesce(sum(l.amount_fen), 0))::text] AS figures
      FROM award w LEFT JOIN award_line l ON l.award_id = w.id GROUP BY w.id HAVING w.amount_fen <> coalesce(sum(l.amount_fen), 0)`,
  },
  {
    name: 'the sources of an award add up to it',
    title: '核定奖补等于各级资金分担之和',
    about: `SELECT count(*) FROM award_source`,
    broken: `
      SELECT 'award-sources' AS kind, ARRAY[w.id::text, w.amount_fen::text, (coalesce(sum(s.amount_fen), 0))::text] AS figures
      FROM award w LEFT JOIN award_source s ON s.award_id = w.id GROUP BY w.id HAVING w.amount_fen <> coalesce(sum(s.amount_fen), 0)`,
  },
  {
    name: 'the payments of a source, with what was set off against them, add up to it',
    title: '各级分担数等于其付款与抵扣之和',
    about: `SELECT count(*) FROM award_source s JOIN budget_line b ON b.id = s.budget_line_id`,
    // Who sees an award need not see the treasury that pays a part of it: only sources of budget lines in reach are asked.
    broken: `
      SELECT 'source-payments' AS kind, ARRAY[s.id::text, (s.amount_fen + s.advanced_fen)::text, (coalesce(sum(p.amount_fen), 0))::text] AS figures
      FROM award_source s JOIN budget_line b ON b.id = s.budget_line_id LEFT JOIN (
        SELECT award_source_id, amount_fen FROM payment WHERE state <> 'offset'
        UNION ALL SELECT p.award_source_id, e.amount_fen FROM recovery_entry e JOIN payment p ON p.id = e.offset_payment_id
          WHERE e.state = 'booked') p ON p.award_source_id = s.id
      GROUP BY s.id HAVING s.amount_fen + s.advanced_fen <> coalesce(sum(p.amount_fen), 0)`,
  },
  {
    name: 'an award that is paid in parts is paid by its plan, each part of a source its share of it to the fen',
    title: '分期拨付按计划分摊到各期、各级,分毫不差',
    about: `SELECT count(*) FROM award_instalment`,
    // A level that advances pays the shares of all, each rounded by itself.
    broken: `
      WITH plan AS (SELECT i.*, sum(i.weight) OVER (PARTITION BY i.award_id) AS whole,
          (SELECT count(*) FROM award_source s WHERE s.award_id = i.award_id) AS sources FROM award_instalment i),
      paid AS (SELECT p.award_source_id, p.instalment, p.amount_fen FROM payment p WHERE p.state <> 'offset'
        UNION ALL SELECT p.award_source_id, p.instalment, e.amount_fen FROM recovery_entry e JOIN payment p ON p.id = e.offset_payment_id
          WHERE e.state = 'booked')
      SELECT 'part-share' AS kind, ARRAY[s.id::text, (s.amount_fen + s.advanced_fen)::text, (coalesce(sum(p.amount_fen), 0))::text, plan.number::text, plan.weight::text, plan.whole::text] AS figures
      FROM award_source s JOIN budget_line b ON b.id = s.budget_line_id JOIN plan ON plan.award_id = s.award_id
      LEFT JOIN paid p ON p.award_source_id = s.id AND p.instalment = plan.number
      GROUP BY s.id, plan.number, plan.weight, plan.whole, plan.sources
      HAVING abs(coalesce(sum(p.amount_fen), 0) * plan.whole - (s.amount_fen + s.advanced_fen) * plan.weight)
        >= plan.whole * CASE WHEN s.advanced_fen > 0 THEN plan.sources ELSE 1 END
      UNION ALL
      SELECT 'part-unplanned' AS kind, ARRAY[p.id::text, p.instalment::text] AS figures
      FROM payment p JOIN award_source s ON s.id = p.award_source_id
      WHERE p.instalment > 1 AND NOT EXISTS (SELECT 1 FROM award_instalment i WHERE i.award_id = s.award_id AND i.number = p.instalment)`,
  },
  {
    name: 'a later part of an award is paid or given up only on its day or by two people',
    title: '后续各期只在到期日或经两人决定后拨付或取消',
    about: `SELECT count(*) FROM payment WHERE instalment > 1`,
    broken: `
      SELECT 'part-early' AS kind, ARRAY[p.id::text, p.state::text, p.instalment::text] AS figures
      FROM payment p JOIN award_source s ON s.id = p.award_source_id
        JOIN award_instalment i ON i.award_id = s.award_id AND i.number = p.instalment
      WHERE p.instalment > 1 AND p.refund_to IS NULL AND p.state NOT IN ('waiting', 'cancelled')
        AND (i.due_on IS NULL OR i.due_on > (business_now() AT TIME ZONE 'Asia/Shanghai')::date)
        AND NOT EXISTS (SELECT 1 FROM instalment_decision d WHERE d.award_id = s.award_id AND d.number = p.instalment
          AND d.kind = 'release' AND d.decision = 'confirmed')
      UNION ALL
      SELECT 'part-decided-alone' AS kind, ARRAY[number::text, award_id::text] AS figures
      FROM instalment_decision WHERE decision IN ('confirmed', 'refused') AND decided_by = proposed_by`,
  },
  {
    name: 'what one level advances for the others is what they bear, and each of them refunds its share to it',
    title: '先行拨付的数额等于其他各级应分担数,并由各级归还',
    about: `SELECT count(*) FROM award_source WHERE advanced_fen > 0`,
    broken: `
      SELECT 'advance-sum' AS kind, ARRAY[award_id::text, sum(advanced_fen)::text, (coalesce(sum(amount_fen) FILTER (WHERE advanced_fen = 0), 0))::text] AS figures
      FROM award_source GROUP BY award_id
      HAVING sum(advanced_fen) > 0 AND sum(advanced_fen) <> coalesce(sum(amount_fen) FILTER (WHERE advanced_fen = 0), 0)
      UNION ALL
      SELECT 'refund-elsewhere' AS kind, ARRAY[r.id::text, r.refunds_payment_id::text] AS figures
      FROM payment r JOIN award_source own ON own.id = r.award_source_id
        JOIN payment p ON p.id = r.refunds_payment_id JOIN award_source s ON s.id = p.award_source_id
      WHERE s.award_id <> own.award_id OR s.advanced_fen = 0 OR own.advanced_fen > 0 OR r.refund_to <> p.region_code`,
  },
  {
    name: 'what is owed for an advance is its shares not yet refunded, from its arrival on',
    title: '先行拨付的应收数等于到账后尚未归还的部分',
    about: `SELECT count(*) FROM payment WHERE refund_to IS NOT NULL`,
    // Only lines in reach are asked: the journals of an advance are on the line that made it.
    broken: `
      SELECT 'refund-owed' AS kind, ARRAY[r.id::text, r.state::text, r.refunded_on::text, p.state::text, (coalesce(sum(e.amount_fen), 0))::text, r.amount_fen::text] AS figures
      FROM payment r JOIN payment p ON p.id = r.refunds_payment_id JOIN budget_line b ON b.id = p.budget_line_id
      LEFT JOIN (journal j JOIN journal_entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.ledger_account_id AND a.kind = 'receivable')
        ON j.kind IN ('advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone')
          AND substr(j.cause, 9, 36) = r.id::text
      GROUP BY r.id, p.id HAVING coalesce(sum(e.amount_fen), 0) <> CASE WHEN r.state IN ('waiting', 'cancelled') OR r.refunded_on IS NOT NULL THEN 0 ELSE r.amount_fen END
        OR (r.state NOT IN ('waiting', 'cancelled') AND p.state NOT IN ('settled', 'offset'))`,
  },
  {
    name: 'no more is demanded back than was paid, nor met than was demanded',
    title: '追回不超过已付数,收回不超过应追回数',
    about: `SELECT count(*) FROM recovery`,
    broken: `
      SELECT 'over-demanded' AS kind, ARRAY[p.id::text, sum(r.amount_fen)::text, p.amount_fen::text] AS figures
      FROM recovery r JOIN payment p ON p.id = r.payment_id WHERE r.state IN ('proposed', 'demanded', 'closed')
      GROUP BY p.id HAVING p.state NOT IN ('settled', 'offset') OR sum(r.amount_fen) > CASE p.state WHEN 'settled' THEN p.amount_fen ELSE 0 END
        - coalesce((SELECT sum(f.amount_fen) FROM payment f WHERE f.refunds_payment_id = p.id), 0)
        + coalesce((SELECT sum(e.amount_fen) FROM recovery_entry e WHERE e.offset_payment_id = p.id AND e.state = 'booked'), 0)
      UNION ALL
      SELECT 'demand-met' AS kind, ARRAY[r.number::text, r.amount_fen::text, r.state::text, (coalesce(sum(e.amount_fen), 0))::text] AS figures
      FROM recovery r LEFT JOIN recovery_entry e ON e.recovery_id = r.id AND e.state = 'booked'
      GROUP BY r.id HAVING coalesce(sum(e.amount_fen), 0) > r.amount_fen OR (r.state = 'closed') <> (coalesce(sum(e.amount_fen), 0) = r.amount_fen)
        OR (coalesce(sum(e.amount_fen), 0) > 0 AND r.state NOT IN ('demanded', 'closed'))`,
  },
  {
    name: 'a demand and what became of it were each decided by a second person, an offset with consent',
    title: '追回及其处理均经第二人决定,抵扣均经企业同意',
    about: `SELECT count(*) FROM recovery_entry`,
    broken: `
      SELECT 'demand-alone' AS kind, ARRAY[number::text] AS figures FROM recovery
      WHERE state IN ('demanded', 'closed') AND decided_by = proposed_by
      UNION ALL SELECT 'entry-alone' AS kind, ARRAY[kind::text, id::text] AS figures FROM recovery_entry
      WHERE state IN ('booked', 'reversed') AND (decided_by = proposed_by OR (kind = 'offset' AND consented_by IS NULL))
      UNION ALL SELECT 'reversed-alone' AS kind, ARRAY[e.id::text] AS figures FROM recovery_entry e WHERE e.state = 'reversed'
        AND NOT EXISTS (SELECT FROM repayment_reversal r WHERE r.entry_id = e.id AND r.state = 'confirmed' AND r.decided_by <> r.proposed_by)`,
  },
  {
    name: 'incoming money pays back once',
    title: '一笔到账的款项只作一次归还',
    about: `SELECT count(*) FROM recovery_entry WHERE kind = 'repayment'`,
    broken: `
      SELECT 'credit-twice' AS kind, ARRAY[bank_reference::text, paid_on::text, region_code::text, count(*)::text] AS figures
      FROM recovery_entry WHERE kind = 'repayment' AND state IN ('proposed', 'booked', 'reversed')
        AND statement_id IS NULL GROUP BY region_code, paid_on, bank_reference HAVING count(*) > 1
      UNION ALL SELECT 'credit-overused' AS kind, ARRAY[l.position::text, l.statement_id::text, l.amount_fen::text, sum(e.amount_fen)::text] AS figures
      FROM recovery_entry e JOIN bank_statement_line l ON l.statement_id = e.statement_id AND l.position = e.statement_position
      WHERE e.state IN ('proposed', 'booked', 'reversed') GROUP BY l.statement_id, l.position HAVING sum(e.amount_fen) > l.amount_fen
      UNION ALL SELECT 'debit-overused' AS kind, ARRAY[l.position::text, l.statement_id::text, l.amount_fen::text, sum(r.amount_fen)::text] AS figures
      FROM repayment_reversal r JOIN bank_statement_line l ON l.statement_id = r.statement_id AND l.position = r.statement_position
      WHERE r.state IN ('proposed', 'confirmed') GROUP BY l.statement_id, l.position HAVING sum(r.amount_fen) > l.amount_fen`,
  },
  {
    name: 'a clause is awarded once to an applicant for a subject',
    title: '同一申报单位的同一事项,一项条款只奖补一次',
    about: `SELECT count(*) FROM standing_award_line`,
    broken: `
      SELECT 'awarded-twice' AS kind, ARRAY[party_id::text, clause_id::text, subject::text, count(*)::text] AS figures
      FROM standing_award_line GROUP BY party_id, clause_id, subject HAVING count(*) > 1`,
  },
  {
    name: 'nothing leaves of an award that is or may be terminated, and what was cancelled was given back whole',
    title: '终止中或已终止的奖补不再付款,取消的全数退回指标',
    about: `SELECT count(*) FROM application WHERE state IN ('terminating', 'terminated')`,
    broken: `
      SELECT 'leaves-terminated' AS kind, ARRAY[p.id::text, p.state::text, a.state::text] AS figures
      FROM payment p JOIN application a ON a.id = p.application_id
      WHERE a.state IN ('terminating', 'terminated') AND p.state NOT IN ('planned', 'waiting', 'cancelled')
      UNION ALL
      SELECT 'not-given-back' AS kind, ARRAY[p.id::text, p.amount_fen::text, a.state::text, (coalesce(sum(e.amount_fen), 0))::text] AS figures
      FROM payment p JOIN application a ON a.id = p.application_id JOIN budget_line b ON b.id = p.budget_line_id
      LEFT JOIN (journal j JOIN journal_entry e ON e.journal_id = j.id AND e.amount_fen > 0)
        ON j.kind = 'unreserve' AND j.cause = 'payment:' || p.id || '/unreserve'
      WHERE p.state = 'cancelled' GROUP BY p.id, a.id
      HAVING coalesce(sum(e.amount_fen), 0) <> p.amount_fen OR (a.state <> 'terminated' AND NOT EXISTS (
        SELECT 1 FROM award_source s JOIN instalment_decision d ON d.award_id = s.award_id AND d.number = p.instalment
        WHERE s.id = p.award_source_id AND d.kind = 'forfeit' AND d.decision = 'confirmed'))`,
  },
  {
    name: 'a payment has at most one live attempt',
    title: '每笔付款至多有一次有效的支付指令',
    about: `SELECT count(*) FROM payment_attempt`,
    broken: `
      SELECT 'two-live-attempts' AS kind, ARRAY[payment_id::text, count(*)::text] AS figures
      FROM payment_attempt WHERE state IN ('sending', 'accepted', 'unknown', 'settled') GROUP BY payment_id HAVING count(*) > 1`,
  },
  {
    name: 'a payment with the bank has an attempt that says so',
    title: '已送银行的付款均有相应的支付指令',
    about: `SELECT count(*) FROM payment WHERE state IN ('sending', 'accepted', 'unknown', 'settled')`,
    broken: `
      SELECT 'no-attempt' AS kind, ARRAY[p.id::text, p.state::text] AS figures
      FROM payment p WHERE p.state IN ('sending', 'accepted', 'unknown', 'settled')
        AND NOT EXISTS (SELECT 1 FROM payment_attempt a WHERE a.payment_id = p.id AND a.state = p.state)`,
  },
  {
    name: 'no debit of a statement is matched to an attempt twice',
    title: '对账单的一笔支出不对应两次支付指令',
    about: `SELECT count(*) FROM bank_statement_line WHERE classification = 'matched'`,
    broken: `
      SELECT 'matched-twice' AS kind, ARRAY[attempt_id::text, count(*)::text] AS figures
      FROM bank_statement_line WHERE classification = 'matched' AND direction = 'debit'
      GROUP BY attempt_id HAVING count(*) > 1`,
  },
  {
    name: 'what is settled is a debit of its amount in a statement of the bank',
    title: '已到账的付款在银行对账单中均有等额支出',
    about: `SELECT count(*) FROM payment WHERE state = 'settled'`,
    broken: `
      SELECT 'settled-without-debit' AS kind, ARRAY[p.id::text, p.amount_fen::text] AS figures
      FROM payment p WHERE p.state = 'settled' AND NOT EXISTS (
        SELECT 1 FROM payment_attempt a JOIN bank_statement_line l ON l.attempt_id = a.id
        WHERE a.payment_id = p.id AND a.state = 'settled' AND l.direction = 'debit' AND l.amount_fen = p.amount_fen)`,
  },
  {
    name: 'a closed day says what the lines of its statements say',
    title: '日终结账与当日对账单逐笔相符',
    about: `SELECT count(*) FROM treasury_day`,
    broken: `
      SELECT 'day-differs' AS kind, ARRAY[d.day::text, d.region_code::text, d.line_count::text, d.debit_fen::text, d.credit_fen::text, t.lines::text, t.debit::text, t.credit::text] AS figures
      FROM treasury_day d CROSS JOIN LATERAL (
        SELECT count(*) AS lines, coalesce(sum(l.amount_fen) FILTER (WHERE l.direction = 'debit'), 0) AS debit,
          coalesce(sum(l.amount_fen) FILTER (WHERE l.direction = 'credit'), 0) AS credit
        FROM bank_statement s JOIN bank_statement_line l ON l.statement_id = s.id
        WHERE s.region_code = d.region_code AND s.statement_date = d.day AND l.classification <> 'already-read') t
      WHERE (d.line_count, d.debit_fen, d.credit_fen) IS DISTINCT FROM (t.lines, t.debit, t.credit)`,
  },
  {
    name: 'no payment left while it was held',
    title: '暂缓期间没有付款送出',
    about: `SELECT count(*) FROM case_hold WHERE payment_id IS NOT NULL`,
    // A hold that came after the release stands against the next one.
    broken: `
      SELECT 'left-while-held' AS kind, ARRAY[p.id::text, p.state::text, h.kind::text] AS figures
      FROM case_hold h JOIN payment p ON p.id = h.payment_id JOIN disbursement_batch b ON b.id = p.batch_id
      WHERE h.state <> 'lifted' AND b.state = 'released' AND h.raised_at <= b.released_at
        AND p.state IN ('released', 'sending', 'accepted', 'unknown', 'settled')`,
  },
  {
    name: 'a payment leaves by the way of its batch',
    title: '付款均经其批次的拨付渠道送出',
    about: `SELECT count(*) FROM payment_attempt WHERE state IN ('sending', 'accepted', 'unknown', 'settled')`,
    broken: `
      SELECT CASE WHEN a.file_id IS NULL THEN 'left-to-bank' ELSE 'left-in-file' END AS kind, ARRAY[p.id::text, b.channel::text] AS figures
      FROM payment p JOIN payment_attempt a ON a.payment_id = p.id JOIN disbursement_batch b ON b.id = p.batch_id
      WHERE a.state IN ('sending', 'accepted', 'unknown', 'settled') AND (b.channel = 'bank') <> (a.file_id IS NULL)`,
  },
  {
    name: 'control totals of a batch agree with its payments',
    title: '批次的笔数、合计与其付款相符',
    about: `SELECT count(*) FROM disbursement_batch`,
    // A payment that failed may be in a later batch by now: a released batch can only have lost some.
    broken: `
      SELECT 'batch-totals' AS kind, ARRAY[b.number::text, b.payment_count::text, b.total_fen::text, count(p.id)::text, (coalesce(sum(p.amount_fen), 0))::text] AS figures
      FROM disbursement_batch b LEFT JOIN payment p ON p.batch_id = b.id GROUP BY b.id
      HAVING count(p.id) > b.payment_count OR coalesce(sum(p.amount_fen), 0) > b.total_fen
        OR (b.state = 'prepared' AND (count(p.id) <> b.payment_count OR coalesce(sum(p.amount_fen), 0) <> b.total_fen))`,
  },
  {
    name: 'no batch was released by its maker',
    title: '批次均由经办人以外的人复核',
    about: `SELECT count(*) FROM disbursement_batch`,
    broken: `SELECT 'released-alone' AS kind, ARRAY[number::text] AS figures FROM disbursement_batch WHERE checker_id = maker_id`,
  },
];
