/** What the demo reads of the API's answers, and of the simulated bank's ledger. */

export interface CaseView {
  id: string;
  caseNumber: string;
  version: number;
  state: string;
  stage: string | null;
  status: { zh: string };
  stateReason: { code: string; text: string } | null;
  call: { number: string } | null;
  applicant: { id: string; registeredName: string; county: string } | null;
  claims: Record<string, unknown>;
  factsToAttest: string[];
  determinations: {
    clause: string;
    subject?: string;
    status: string;
    amountFen?: number;
    splitFen?: Record<string, number>;
    explanation: string;
    purpose: string;
  }[];
  notice: { number: string; startsOn: string; endsOn: string } | null;
  award: {
    id: string;
    amountFen: number;
    awardedOn: string;
    lines: { clause: string; subject: string | null; amountFen: number }[];
    sources: { level: string; regionCode: string; amountFen: number; advancedFen: number }[];
  } | null;
  payments: { id: string; regionCode: string; amountFen: number; state: string; settledOn: string | null }[];
  timeline: { type: string; at: string; by: string }[];
}

export interface PaymentView {
  id: string;
  applicationId: string;
  regionCode: string;
  amountFen: number;
  state: string;
  batchId: string | null;
  settledOn: string | null;
  attempts: { bankReference: string }[];
}

/** A payment from treasury to treasury; null until the one that advanced has it back in its books. */
export interface RefundView extends PaymentView {
  refundedOn: string | null;
}

export interface BudgetView {
  regionCode: string;
  year: number;
  subject: string;
  documentNumber: string;
  allottedFen: number;
  availableFen: number;
  reservedFen: number;
  inFlightFen: number;
  receivableFen: number;
  spentFen: number;
}

export interface BankEntry {
  kind: string;
  reference: string;
  payerAccount: string;
  payeeAccount: string;
  amountFen: number;
  bookedOn: string;
}

export interface BankLedger {
  received: BankEntry[];
  returns: BankEntry[];
  paidMoreThanOnce: { reference: string; times: number }[];
}
