import type { ApplicationEntity, RivalClaim, StateReason } from '@duixian/persistence';
import type { ApplicationAction, RecusalGround } from '@duixian/workflow';
import type { CreditCheckView } from '../credit/credit-check-view';
import type { FundingPlaceView } from '../funds/funding-places';
import type { InstalmentView } from '../funds/instalment-views';
import type { HoldView } from '../holds/list-holds';
import type { StageClockView } from './case-deadline';
import type { ClaimToAttest } from './claims-to-attest';
import type { DecisionView, DeterminationView } from './line-view';
import type { HolderView } from './offered-actions';
import type { AuditOpinionView } from './read-audits';
import type { ConsultationView } from './read-consultations';
import type { CaseNoteView, MaterialView } from './read-materials';
import type { RemindersView } from './remind-holder';

/** One case as somebody may see it. Amounts in fen. */
export interface ApplicationView {
  id: string;
  caseNumber: string;
  version: number;
  state: string;
  status: { key: string; zh: string };
  stage: string | null;
  /** The review stage that a returned case comes straight back to; null outside a correction, or where all look again. */
  comesBackTo: string | null;
  stateReason: StateReason | null;
  route: ApplicationEntity['route'];
  noticeWorkingDays: number;
  call: { id: string; number: string; title: string } | null;
  applicant: {
    id: string;
    registeredName: string;
    creditCode: string | null;
    countyCode: string;
    county: string;
  } | null;
  evaluationDate: string | null;
  policyVersionId: string | null;
  claims: Record<string, unknown>;
  /** Facts an amount rests on that are only claimed so far: a reviewer attests them, each with source. */
  factsToAttest: string[];
  /** The same with what a reviewer needs to know about each. */
  claimsToAttest: ClaimToAttest[];
  facts: Record<string, unknown>;
  provenance: Record<string, unknown>;
  determinations: DeterminationView[];
  /** What reviewers decided since the last submission, where the law leaves it to them. */
  decisions: DecisionView[];
  materials: MaterialView[];
  /** Remarks among officials; empty for everybody else. */
  notes: CaseNoteView[];
  payeeAccount: { accountName: string; maskedNumber: string; bankName: string } | null;
  notice: { id: string; number: string; startsOn: string; endsOn: string; endEstimated: boolean } | null;
  award: {
    id: string;
    amountFen: number;
    awardedOn: string;
    lines: { clause: string; subject: string | null; amountFen: number }[];
    sources: { level: string; regionCode: string; amountFen: number; advancedFen: number }[];
    /** Its parts, where it is paid in parts. */
    instalments: InstalmentView[];
  } | null;
  payments: {
    id: string;
    regionCode: string;
    /** Which part of the award, from 1. */
    instalment: number;
    amountFen: number;
    state: string;
    version: number;
    settledOn: string | null;
    /** The treasury that advanced it and is paid by this one; null for a payment to the applicant. */
    refundTo: string | null;
  }[];
  /** Its places in the queues for money, while it waits there. */
  fundingPlaces: FundingPlaceView[];
  /** What the case or its payments wait or waited for, oldest first. */
  holds: HoldView[];
  /** Where the same clause and subject of this applicant is claimed, offered or paid besides, as far as this actor sees. */
  rivals: RivalClaim[];
  /** What departments were asked and answered; empty for who is no official. */
  consultations: ConsultationView[];
  /** What auditing firms said about it, newest first; empty for who is no official. */
  audits: AuditOpinionView[];
  /** What registers of credit answered about the applicant, newest first. */
  creditChecks: CreditCheckView[];
  /** `words`: what happened, in Chinese; `onBehalfOf`: in whose name, for officials, null where in one's own. */
  timeline: {
    sequence: number;
    type: string;
    words: string;
    at: string;
    by: string;
    onBehalfOf: string | null;
    data: unknown;
  }[];
  /** Why this official keeps their hands off the case; null for everybody else. */
  recusal: RecusalGround | null;
  /** What this actor may do now. */
  allowedActions: ApplicationAction[];
  /** Last day of the running step: of the notice, or of the review stage where the call sets a deadline for it. */
  deadline: string | null;
  /** The clock of the review stage that is open or waits for a correction; null where the call sets no deadline. */
  clock: StageClockView | null;
  /** Reminders of the step that waits. */
  reminders: RemindersView;
  /** With whom the open review lies, for officials; null outside a review and for everybody else. */
  holder: HolderView | null;
}
