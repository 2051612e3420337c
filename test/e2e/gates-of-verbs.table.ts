import { OPERATIONS, type CaseStage, type Operation, type Role } from '@duixian/workflow';

/** Everything that changes something about a case, its notice, its money or a demand for it. */
const ABOUT_A_CASE =
  /^(application|consultation|task|offer|objection|notice|hold|batch|payment|financeTask|recovery|instalment)\./;
export const VERBS = (Object.keys(OPERATIONS) as Operation[])
  .filter((each) => ABOUT_A_CASE.test(each) && OPERATIONS[each].kind === 'write')
  .sort();

/** Who takes the verb, and what keeps them off it. */
export interface Gates {
  role: Role;
  at: 'county' | 'city';
  /** Somebody related to the applicant, by their own word or a recorded one. */
  related: 'recused';
  /** Somebody who acted in this other stage of the case; null: who acted elsewhere may still do this. */
  actedIn: CaseStage | null;
}

const review = (at: Gates['at'], actedIn: CaseStage | null = 'batch_preparation'): Gates => ({
  ...{ role: 'reviewer', at, related: 'recused', actedIn },
});
const maker = (actedIn: CaseStage | null = 'county_review'): Gates => ({
  ...{ role: 'finance_maker', at: 'county', related: 'recused', actedIn },
});
const checker = (actedIn: CaseStage | null = 'county_review'): Gates => ({
  ...{ role: 'finance_checker', at: 'county', related: 'recused', actedIn },
});
/** Which are asked no such question, and why. */
const PARTY =
  'The enterprise’s own business: it is related to itself; a clerk who also reviews is kept apart as a reviewer.';

/** Every verb with its gates. A verb without a line fails. */
// prettier-ignore
export const GATES: Readonly<Record<string, Gates | string>> = {
  'application.approve':       review('county'),
  'application.attach':        PARTY,
  'application.attachAudit':   review('city'),
  'application.attachDecision': review('county'),
  'application.attest':        review('county'),
  'application.audit':         review('city'),
  // Claiming decides nothing, but whoever must not decide does not claim either.
  'application.claim':         review('county'),
  'application.confirm':       review('city'),
  'application.consult':       review('county'),
  'application.create':        PARTY,
  'application.decide':        review('county'),
  'application.detach':        PARTY,
  'application.edit':          PARTY,
  'application.hold':          review('county'),
  'application.note':          review('county', null),
  'application.reconsider':    review('city'),
  'application.recordRecusal': 'Auditors, who decide nothing in a case, say who must keep off it.',
  'application.recuse':        'Says that they keep off it: whoever said so before is told.',
  'application.refuse':        review('city'),
  'application.reject':        review('county'),
  'application.rejectParked':  review('city'),
  'application.remand':        review('city'),
  'application.remind':        review('city', null),
  'application.resume':        review('county'),
  'application.return':        review('county'),
  'application.submit':        PARTY,
  // Whoever must not decide hands on to somebody who may.
  'application.transfer':      review('county', null),
  'application.terminate':     review('city'),
  'application.unclaim':       review('county'),
  'application.withdraw':      PARTY,
  // Nobody is kept from letting go of money that waits.
  'batch.cancel':              maker(null),
  'batch.prepare':             maker(),
  'batch.readResult':          maker(),
  'batch.release':             checker(),
  'batch.writeFile':           maker(),
  'consultation.answer':       { ...maker(), at: 'city' },
  'consultation.attach':       { ...maker(), at: 'city' },
  'consultation.recall':       review('county'),
  'financeTask.decide':        checker(),
  'financeTask.propose':       maker(),
  'hold.confirm':              checker(),
  'hold.lift':                 review('city'),
  'hold.propose':              maker(),
  'hold.refuse':               checker(),
  'instalment.decide':         review('city'),
  'instalment.propose':        review('city'),
  'instalment.withdraw':       'Only who proposed it, before anything came of it.',
  'notice.publish':            review('city'),
  'objection.file':            'Anybody under their real name.',
  'objection.resolve':         review('city'),
  'offer.answer':              'About an offer, of which no case stands: who is related to the enterprise is kept off in offer-questions.spec.ts.',
  'offer.ask':                 PARTY,
  'offer.attach':              PARTY,
  'offer.confirm':             PARTY,
  'offer.decline':             PARTY,
  'payment.requeue':           maker(),
  'payment.useAccount':        maker(),
  // Money that comes back is moved by the same hands that paid it; a write-off is not (recoveries.spec.ts).
  'recovery.book':             checker(null),
  'recovery.confirm':          checker(null),
  'recovery.confirmReversal':  checker(null),
  'recovery.consent':          PARTY,
  'recovery.decline':          PARTY,
  'recovery.propose':          maker(null),
  'recovery.proposeReversal':  maker(null),
  'recovery.record':           maker(null),
  'recovery.refuse':           checker(null),
  'recovery.refuseEntry':      checker(null),
  'recovery.refuseReversal':   checker(null),
  'recovery.withdraw':         maker(null),
  'recovery.withdrawEntry':    maker(null),
  'recovery.withdrawReversal': maker(null),
  'task.batch':                review('county'),
  'task.remind':               review('city', null),
};
