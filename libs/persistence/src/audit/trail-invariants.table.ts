import type { MoneyInvariant } from '../funds/money-invariants.table';

/** What of an issued paper its event on the trail says as well. */
const SAID = [
  ['batch_id', 'batchId'],
  ['payment_id', 'paymentId'],
  ['recovery_id', 'recoveryId'],
  ['content_hash', 'contentHash'],
  ['kind', 'kind'],
] as const;

/** Events of earlier versions name neither the paper nor its code. */
const CODE_HASH = `encode(sha256(convert_to(d.code, 'UTF8')), 'hex')`;

/** The papers that the trail tells of, as it tells of them. */
const TOLD = `SELECT bytes::jsonb -> 'data' AS said, actor FROM audit_event
  WHERE type = 'document.issued' AND NOT (bytes::jsonb -> 'data' ->> 'again')::boolean`;

/**
 * What the trail says of papers and one-time codes, held to what is stored. Only for who sees everything: a paper and its event may
 * lie in the reach of different people.
 */
export const TRAIL_INVARIANTS: readonly MoneyInvariant[] = [
  {
    name: 'a paper is as it was handed out, under the code that it was given',
    title: '单据与出具时一致,验证码各不相同',
    about: `SELECT count(*) FROM issued_document`,
    broken: `
      SELECT 'paper-altered' AS kind, ARRAY[d.id::text, d.kind::text] AS figures FROM issued_document d
      WHERE NOT EXISTS (SELECT 1 FROM (${TOLD}) e WHERE coalesce(e.said ->> 'documentId', d.id::text) = d.id::text AND e.actor = d.issued_by
        AND coalesce(e.said ->> 'codeHash', ${CODE_HASH}) = ${CODE_HASH}
        AND ${SAID.map(([column, field]) => `e.said ->> '${field}' IS NOT DISTINCT FROM d.${column}::text`).join(' AND ')})
      UNION ALL
      SELECT 'paper-gone' AS kind, ARRAY[((e.said ->> 'documentId'))::text, ((e.said ->> 'kind'))::text] AS figures FROM (${TOLD}) e
      WHERE e.said ? 'documentId' AND NOT EXISTS (SELECT 1 FROM issued_document d WHERE d.id::text = e.said ->> 'documentId')
      UNION ALL
      SELECT 'codes-shared' AS kind, ARRAY[string_agg(id::text, ', ' ORDER BY id)::text] AS figures FROM issued_document GROUP BY code HAVING count(*) > 1`,
  },
  {
    name: 'a one-time code was taken once',
    title: '一次性验证码只被使用一次',
    about: `SELECT count(*) FROM audit_event WHERE type = 'second_factor.used'`,
    // A new secret has codes of its own for the same time.
    broken: `
      SELECT 'code-twice' AS kind, ARRAY[step::text, case_id::text, count(*)::text] AS figures FROM (
        SELECT case_id, type, bytes::jsonb -> 'data' ->> 'step' AS step,
          count(*) FILTER (WHERE type = 'second_factor.begun') OVER (PARTITION BY case_id ORDER BY sequence) AS secret
        FROM audit_event WHERE type IN ('second_factor.begun', 'second_factor.used')) taken
      WHERE type = 'second_factor.used' AND step IS NOT NULL GROUP BY case_id, secret, step HAVING count(*) > 1`,
  },
];
