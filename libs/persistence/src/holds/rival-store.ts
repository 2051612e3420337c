import type { ApplicationState } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';

/** The same benefit for the same subject of the same applicant, somewhere else. */
export interface RivalClaim {
  how: 'case' | 'offer' | 'award';
  clauseId: string;
  /** Empty where the clause has none. */
  subject: string;
  /** Of the case; of an offer the number of its call. */
  number: string;
}

/**
 * Where the claims of one applicant are made besides: in other cases that are under way, in offers that are open, in awards that were made.
 */
export async function readRivalClaims(
  tx: Tx,
  own: { partyId: string; applicationId: string | null; offerId: string | null },
  lines: readonly { clauseId: string; subject: string | null }[],
): Promise<RivalClaim[]> {
  if (lines.length === 0) return [];
  return managerOf(tx).query<RivalClaim[]>(
    `WITH line AS (SELECT * FROM unnest($4::text[], $5::text[]) AS l(clause_id, subject))
     SELECT 'case' AS how, line.clause_id AS "clauseId", line.subject, o.case_number AS number
     FROM application o JOIN determination d ON d.application_id = o.id
       AND d.assessment = (SELECT max(assessment) FROM determination x WHERE x.application_id = o.id)
       JOIN line ON line.clause_id = d.clause_id AND line.subject = coalesce(d.subject, '')
     WHERE o.party_id = $1 AND o.id IS DISTINCT FROM $2 AND o.submitted_at IS NOT NULL
       AND o.state NOT IN ('draft', 'rejected', 'withdrawn', 'terminated', 'awarded', 'terminating', 'paid')
       AND (d.payable OR d.status IN ('needs-evidence', 'needs-decision'))
     UNION ALL
     SELECT 'offer', line.clause_id, line.subject, call.number
     FROM offer o JOIN offer_line l ON l.offer_id = o.id AND l.live JOIN call ON call.id = o.call_id
       JOIN line ON line.clause_id = l.clause_id AND line.subject = l.subject
     WHERE o.party_id = $1 AND o.state = 'open' AND o.id IS DISTINCT FROM $3
     UNION ALL
     SELECT 'award', line.clause_id, line.subject, o.case_number
     FROM standing_award_line l JOIN award ON award.id = l.award_id JOIN application o ON o.id = award.application_id
       JOIN line ON line.clause_id = l.clause_id AND line.subject = l.subject
     WHERE l.party_id = $1 AND o.id IS DISTINCT FROM $2
     ORDER BY 1, 2, 3, 4`,
    [
      ...[own.partyId, own.applicationId, own.offerId],
      ...[lines.map(({ clauseId }) => clauseId), lines.map(({ subject }) => subject ?? '')],
    ],
  );
}

/** A line of one case that another case of the same applicant claims as well, or was awarded. */
export interface OtherClaim {
  clauseId: string;
  /** Empty where the clause has none. */
  subject: string;
  applicationId: string;
  caseNumber: string;
  state: ApplicationState;
  awarded: boolean;
}

/**
 * Held until commit by whoever submits, approves or confirms for an applicant: of two that claim the same at once, the
 * second sees the first.
 */
export async function lockClaims(tx: Tx, partyId: string): Promise<void> {
  await managerOf(tx).query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`claims:${partyId}`]);
}

/**
 * Which other cases of an applicant claim these lines, or were awarded them. One that was submitted and not assessed yet
 * claims all that its call pays; one that is past its review only what was determined, since the rest is left out of its award.
 * @param own `before`: only cases that were first submitted before this moment; null counts every one
 */
export async function readOtherClaims(
  tx: Tx,
  own: { partyId: string; applicationId: string | null; before: Date | null },
  lines: readonly { clauseId: string; subject: string | null }[],
): Promise<OtherClaim[]> {
  if (lines.length === 0) return [];
  return managerOf(tx).query<OtherClaim[]>(
    `WITH line AS (SELECT * FROM unnest($4::text[], $5::text[]) AS l(clause_id, subject))
     SELECT line.clause_id AS "clauseId", line.subject, o.id AS "applicationId", o.case_number AS "caseNumber", o.state,
       false AS awarded
     FROM application o JOIN call ON call.id = o.call_id JOIN line ON line.clause_id = ANY (call.clause_ids)
     CROSS JOIN LATERAL (SELECT max(assessment) AS last FROM determination x WHERE x.application_id = o.id) round
     WHERE o.party_id = $1 AND o.id IS DISTINCT FROM $2 AND o.submitted_at IS NOT NULL
       AND ($3::timestamptz IS NULL OR o.submitted_at < $3)
       AND o.state NOT IN ('draft', 'rejected', 'withdrawn', 'terminated', 'awarded', 'terminating', 'paid')
       AND (round.last IS NULL OR EXISTS (SELECT 1 FROM determination d WHERE d.application_id = o.id
         AND d.assessment = round.last AND d.clause_id = line.clause_id AND coalesce(d.subject, '') = line.subject
         AND (d.payable OR (d.status IN ('needs-evidence', 'needs-decision')
           AND o.state IN ('submitted', 'in_review', 'on_hold', 'returned')))))
     UNION ALL
     SELECT line.clause_id, line.subject, o.id, o.case_number, o.state, true
     FROM standing_award_line l JOIN award ON award.id = l.award_id JOIN application o ON o.id = award.application_id
       JOIN line ON line.clause_id = l.clause_id AND line.subject = l.subject
     WHERE l.party_id = $1 AND o.id IS DISTINCT FROM $2
     ORDER BY 4, 1, 2`,
    [
      ...[own.partyId, own.applicationId, own.before],
      ...[lines.map(({ clauseId }) => clauseId), lines.map(({ subject }) => subject ?? '')],
    ],
  );
}
