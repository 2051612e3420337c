import {
  appendFacts,
  findCurrentPayeeAccount,
  readClaims,
  type ApplicationEntity,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { lawOfCall, refuseUnlessTaking } from '../calls/takes-applications';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import { DEFAULT_CREDIT_RULES, type CreditRules } from '../credit/credit-rules';
import { findClaimedTwice } from '../holds/claimed-twice';
import { raiseHolds } from '../holds/raise-holds';
import type { CaseAnswer, CaseCommand } from './command';
import { refuseWithoutMaterials } from './read-materials';
import { takeAction } from './take-action';

/**
 * Submits a draft, or a corrected case again. The first submission fixes the law version and the evaluation date
 * (today, held within the tested period of the call); a correction keeps both. Claims are recorded as claims. What the
 * register of credit holds against the applicant holds the case, and so does a part of it that another case claims; nobody
 * approves it before that is lifted. Where another case claims all of it, it is refused.
 */
export async function submitApplication(
  db: Database,
  command: CaseCommand & { creditRules?: CreditRules },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'submitApplication',
    action: 'submit',
    apply: async (tx, { application, call }) => {
      const first = application.submittedAt === null;
      const notTaking = first ? await refuseUnlessTaking(tx, call) : null;
      if (notTaking) return notTaking;
      const incomplete = await refuseWithoutMaterials(tx, application, call);
      if (incomplete) return incomplete;
      const unpayable = await fixPayeeAccount(tx, application);
      if (unpayable) return unpayable;
      if (first) await fixLaw(tx, application, call);
      await recordClaims(tx, application);
      const twice = await findClaimedTwice(tx, application, call, first);
      if (!twice.ok) return twice;
      application.submittedAt ??= tx.now;
      await raiseHolds(
        tx,
        'submission',
        [{ application, payment: null, claimedTwice: twice.claims }],
        command.creditRules ?? DEFAULT_CREDIT_RULES,
      );
      return {
        ok: true,
        eventData: {
          policyVersionId: application.policyVersionId,
          evaluationDate: application.evaluationDate,
        },
      };
    },
  });
}

async function fixPayeeAccount(tx: Tx, application: ApplicationEntity): Promise<Refused | null> {
  const account = await findCurrentPayeeAccount(tx, application.partyId);
  if (!account?.verifiedAt) {
    return refuse(
      'payee-account-unusable',
      account ? '收款账户尚未核验,请待核验后再提交。' : '还没有登记收款账户,请先登记再提交。',
    );
  }
  application.payeeAccountId = account.id;
  return null;
}

/**
 * What is fixed at the first submission, for good: the version in force of the document that the call names, the day on
 * which eligibility is tested (today, held within the tested period), the route and the length of the notice.
 */
async function fixLaw(tx: Tx, application: ApplicationEntity, call: CallEntity): Promise<void> {
  application.policyVersionId = (await lawOfCall(tx, call))?.id ?? call.policyVersionId;
  application.evaluationDate = within(tx.today, call.testedFrom, call.testedTo);
  application.route = call.route;
  application.noticeWorkingDays = call.noticeWorkingDays;
}

const within = (date: string, from: string, to: string): string =>
  date < from ? from : date > to ? to : date;

/** Appends each claim that is new or changed since the last submission. */
async function recordClaims(tx: Tx, application: ApplicationEntity): Promise<void> {
  const latest = new Map(
    (await readClaims(tx, application.id))
      .filter((r) => r.status === 'claimed')
      .map((r) => [r.name, r.value]),
  );
  const changed = Object.entries(application.claims).filter(
    ([name, value]) => JSON.stringify(latest.get(name)) !== JSON.stringify(value),
  );
  await appendFacts(
    tx,
    application.partyId,
    changed.map(([name, value]) => ({
      id: tx.newId(),
      partyId: application.partyId,
      applicationId: application.id,
      name,
      value,
      status: 'claimed' as const,
      source: '申报人填报',
      documentNumber: application.caseNumber,
      validFrom: null,
      validTo: null,
      learnedAt: tx.now,
      learnedBy: tx.actor.kind === 'person' ? `user:${tx.actor.userId}` : 'system',
    })),
  );
}
