import fc from 'fast-check';
import { type Actor, type PersonActor, type Resource, type Role, ROLES } from './actors';
import { type OperationRule } from './operation-rule';
import { type Operation, OPERATIONS } from './operations';
import { permit, permitSomewhere, scopeOf } from './permit';

const COUNTY = '410402'; // 新华区
const FOREIGN_COUNTY = '410422'; // 叶县
const CITY = '410400';
const PROVINCE = '410000';

const person = (name: string, grants: [Role, string][], partyIds: string[] = []): PersonActor => ({
  kind: 'person',
  userId: name,
  username: name,
  displayName: name,
  grants: grants.map(([role, regionCode]) => ({ role, regionCode })),
  partyIds,
});

/** A dash marks the stranger: clerk' acts for another party, reviewer' sits in another county of the same city. */
const ACTORS: Record<string, Actor> = {
  anonymous: { kind: 'anonymous' },
  clerk: person('clerk', [], ['P1']),
  "clerk'": person('foreign clerk', [], ['P2']),
  reviewer: person('county reviewer', [['reviewer', COUNTY]]),
  "reviewer'": person('foreign county reviewer', [['reviewer', FOREIGN_COUNTY]]),
  'city-rev': person('city reviewer', [['reviewer', CITY]]),
  maker: person('county maker', [['finance_maker', COUNTY]]),
  checker: person('county checker', [['finance_checker', COUNTY]]),
  'city-mak': person('city maker', [['finance_maker', CITY]]),
  'city-che': person('city checker', [['finance_checker', CITY]]),
  policy: person('policy officer', [['policy_officer', CITY]]),
  auditor: person('auditor', [['auditor', CITY]]),
  admin: person('administrator', [['administrator', CITY]]),
  system: { kind: 'system', name: 'worker' },
};

const RESOURCES: Record<string, Resource | undefined> = {
  nothing: undefined,
  'case-in-county-review': {
    regionPath: [COUNTY, CITY, PROVINCE],
    partyId: 'P1',
    stageRegionCode: COUNTY,
  },
  'case-in-city-review': { regionPath: [COUNTY, CITY, PROVINCE], partyId: 'P1', stageRegionCode: CITY },
  'county-treasury': { regionPath: [COUNTY, CITY, PROVINCE], partyId: 'P1' },
  'city-treasury': { regionPath: [CITY, PROVINCE], partyId: 'P1' },
  'city-call': { regionPath: [CITY, PROVINCE] },
  'other-city-call': { regionPath: ['410500', PROVINCE] },
};

/**
 * Who may do what, written by hand from the rules. 401 = unauthenticated, 403 = forbidden, 404 = not-found.
 * "on nothing" asks without a resource.
 */
const MATRIX = `
on nothing
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
session.open                  yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
session.read                  401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
session.readSecondFactor      401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
session.close                 401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
region.list                   401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
session.changePassword        401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
session.beginSecondFactor     401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
session.confirmSecondFactor   401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
calendar.preview              401        403    403     403       403        403       403    403      403       403       403     403      yes    yes
calendar.readText             401        403    403     403       403        403       403    403      403       403       403     403      yes    yes
calendar.publish              401        403    403     403       403        403       403    403      403       403       403     403      yes    403
desk.read                     401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
delegation.list               401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
delegation.revoke             401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
notification.list             401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
notification.markRead         401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
notification.readMail         401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
notification.setMail          401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
notification.proposeAddress   401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
notification.confirmAddress   401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
notification.removeAddress    401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
opinionTemplate.list          401        403    403     yes       yes        yes       yes    yes      yes       yes       yes     403      403    yes
opinionTemplate.keepOwn       401        403    403     yes       yes        yes       yes    yes      yes       yes       yes     403      403    403
party.listMine                401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
call.list                     401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
call.read                     401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
application.list              401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
policy.list                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
policy.read                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
policy.diff                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
policy.readOriginal           yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
clause.list                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
clause.read                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
reading.list                  yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
fact.vocabulary               yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
calculator.run                yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
calendar.read                 yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
supervision.read              401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
target.list                   401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
target.kinds                  401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
pool.list                     401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
pool.report                   401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
scaleWarning.list             401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
hold.list                     401        403    403     yes       yes        yes       yes    yes      yes       yes       403     yes      403    yes
recovery.list                 401        yes    yes     403       403        403       yes    yes      yes       yes       403     yes      403    yes
document.verify               yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
payeeAccount.list             401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
bankCode.list                 401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
bankCode.import               401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.list                   401        403    403     403       403        403       403    403      403       403       403     yes      yes    yes
accessProposal.list           401        403    403     403       403        403       403    403      403       403       403     yes      yes    yes
channelProposal.list          401        403    403     403       403        403       403    403      403       403       403     yes      yes    yes
notice.list                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
notice.read                   yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
objection.file                yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    403
objection.status              yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
notice.waiting                401        403    403     yes       yes        yes       403    403      403       403       403     403      403    yes
objection.list                401        403    403     yes       yes        yes       403    403      403       403       403     yes      403    yes
consultation.list             401        403    403     yes       yes        yes       yes    yes      yes       yes       yes     403      403    yes
task.list                     401        403    403     yes       yes        yes       yes    yes      yes       yes       403     403      403    yes
task.batch                    401        403    403     yes       yes        yes       403    403      403       403       403     403      403    403
task.remind                   401        403    403     yes       yes        yes       403    403      403       403       403     403      403    403
budget.list                   401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.changes                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
treasuryAccount.list          401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.waiting                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
award.list                    401        yes    yes     yes       yes        yes       yes    yes      yes       yes       403     yes      403    yes
batch.list                    401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
payment.list                  401        yes    yes     403       403        403       yes    yes      yes       yes       403     yes      403    yes
refund.list                   401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
coverage.list                 401        403    403     403       403        403       yes    yes      yes       yes       yes     yes      403    yes
sweep.list                    401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.list                401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.listed              401        403    403     yes       yes        yes       403    403      403       403       yes     yes      403    yes
whiteList.rules               401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
party.list                    401        403    403     yes       yes        yes       yes    yes      yes       yes       yes     yes      403    yes
missed.list                   401        yes    yes     yes       yes        yes       403    403      403       403       yes     yes      403    yes
missed.report                 401        yes    yes     yes       yes        yes       403    403      403       403       yes     yes      403    yes
offer.list                    401        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      403    yes
audit.list                    401        403    403     403       403        403       403    403      403       403       403     yes      403    yes
audit.verify                  401        403    403     403       403        403       403    403      403       403       403     yes      403    yes
demo.listAccounts             yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
demo.readBank                 yes        yes    yes     yes       yes        yes       yes    yes      yes       yes       yes     yes      yes    yes
import.list                   401        403    403     403       403        403       yes    403      yes       403       yes     yes      403    yes
import.template               401        403    403     403       403        403       yes    403      yes       403       yes     yes      403    yes
import.columns                401        403    403     403       403        403       yes    403      yes       403       yes     yes      403    yes
demo.moveClock                401        403    403     403       403        403       403    403      403       403       403     403      yes    403
policy.check                  401        403    403     403       403        403       403    403      403       403       yes     403      403    yes
system.assessApplication      401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.publishNotice          401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.closeNotice            401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.awardApplication       401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.parkApplication        401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.settleApplication      401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.reopenApplication      401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.runSweep               401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.makeOffers             401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.expireOffer            401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.sendPayment            401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.recordPaymentAnswer    401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.queryPayment           401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.applyImport            401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.relayOutbox            401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.loadPolicies           401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.seedDemo               401        403    403     403       403        403       403    403      403       403       403     403      403    yes
system.tryPolicy              401        403    403     403       403        403       403    403      403       403       403     403      403    yes

on case-in-county-review
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
party.read                    401        403    403     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
party.readFacts               401        yes    404     yes       404        yes       403    403      403       403       yes     yes      403    yes
party.readLadder              401        yes    404     yes       404        yes       403    403      403       403       yes     yes      403    yes
yearlyStatement.read          401        yes    404     yes       404        yes       403    403      403       403       yes     yes      403    yes
document.statement            401        yes    404     yes       404        yes       403    403      403       403       yes     yes      403    yes
application.read              401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
determination.replay          401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
application.create            401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.edit              401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.submit            401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.attach            401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.detach            401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.readMaterial      401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
application.readDecisionPaper 401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
application.note              401        403    403     yes       404        yes       yes    yes      yes       yes       403     yes      403    403
application.withdraw          401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.attest            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.decide            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.approve           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.remand            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.consult           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.audit             401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.attachAudit       401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.attachDecision    401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.hold              401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.resume            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.transfer          401        403    403     yes       404        yes       403    403      403       403       403     403      403    403
application.claim             401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.unclaim           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
delegation.delegates          401        403    403     yes       404        404       403    403      403       403       403     403      403    yes
delegation.give               401        403    403     yes       403        403       403    403      403       403       403     403      403    403
task.colleagues               401        403    403     yes       404        yes       403    403      403       403       403     403      403    yes
application.terminate         401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.confirm           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.refuse            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
instalment.propose            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
instalment.decide             401        403    403     yes       404        403       403    403      403       403       403     403      403    403
instalment.withdraw           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.remind            401        yes    404     yes       404        yes       403    403      403       403       403     403      403    403
application.recuse            401        403    403     yes       404        yes       yes    yes      yes       yes       403     403      403    403
application.recordRecusal     401        403    403     403       403        403       403    403      403       403       403     yes      403    403
application.return            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
application.reject            401        403    403     yes       404        403       403    403      403       403       403     403      403    403
consultation.answer           401        403    403     yes       404        403       yes    yes      403       403       403     403      403    403
consultation.attach           401        403    403     yes       404        403       yes    yes      403       403       403     403      403    403
consultation.recall           401        403    403     yes       404        403       403    403      403       403       403     403      403    403
consultation.readFile         401        403    403     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
application.readAudit         401        403    403     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
task.list                     401        403    403     yes       404        404       yes    yes      404       404       403     403      403    yes
award.list                    401        yes    404     yes       404        yes       yes    yes      yes       yes       403     yes      403    yes
payment.list                  401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
offer.list                    401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
offer.read                    401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
offer.confirm                 401        yes    404     403       403        403       403    403      403       403       403     403      403    403
offer.decline                 401        yes    404     403       403        403       403    403      403       403       403     403      403    403
offer.ask                     401        yes    404     403       403        403       403    403      403       403       403     403      403    403
offer.attach                  401        yes    404     403       403        403       403    403      403       403       403     403      403    403
offer.answer                  401        403    403     yes       404        yes       403    403      403       403       403     403      403    403
offer.readFile                401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
audit.list                    401        403    403     403       403        403       403    403      403       403       403     yes      403    yes

on case-in-city-review
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
hold.read                     401        403    403     yes       404        yes       yes    yes      yes       yes       403     yes      403    yes
hold.lift                     401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.read              401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
determination.replay          401        yes    404     yes       404        yes       yes    yes      yes       yes       yes     yes      403    yes
application.withdraw          401        yes    404     403       403        403       403    403      403       403       403     403      403    403
application.attest            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.decide            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.approve           401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.remand            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.consult           401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.audit             401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.attachAudit       401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.attachDecision    401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.hold              401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.resume            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.terminate         401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.confirm           401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.refuse            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
instalment.propose            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
instalment.decide             401        403    403     403       404        yes       403    403      403       403       403     403      403    403
instalment.withdraw           401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.remind            401        yes    404     yes       404        yes       403    403      403       403       403     403      403    403
application.recuse            401        403    403     yes       404        yes       yes    yes      yes       yes       403     403      403    403
application.return            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.reject            401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.reconsider        401        403    403     403       404        yes       403    403      403       403       403     403      403    403
application.rejectParked      401        403    403     403       404        yes       403    403      403       403       403     403      403    403

on county-treasury
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
budget.list                   401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.changes                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
treasuryAccount.list          401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.waiting                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
batch.list                    401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
batch.read                    401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.history                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
budget.balance                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
batch.file                    401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
batch.prepare                 401        403    403     403       403        403       yes    403      403       403       403     403      403    403
batch.writeFile               401        403    403     403       403        403       yes    403      403       403       403     403      403    403
batch.readResult              401        403    403     403       403        403       yes    403      403       403       403     403      403    403
batch.release                 401        403    403     403       403        403       403    yes      403       403       403     403      403    403
batch.cancel                  401        403    403     403       403        403       yes    yes      403       403       403     403      403    403
statement.import              401        403    403     403       403        403       yes    yes      403       403       403     403      403    403
statement.list                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
statement.read                401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
treasuryDay.list              401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
financeTask.list              401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
financeTask.propose           401        403    403     403       403        403       yes    403      403       403       403     403      403    403
budget.allot                  401        403    403     403       403        403       yes    403      403       403       403     403      403    403
budget.adjust                 401        403    403     403       403        403       yes    403      403       403       403     403      403    403
budget.withdraw               401        403    403     403       403        403       yes    403      403       403       403     403      403    403
treasuryAccount.propose       401        403    403     403       403        403       yes    403      403       403       403     403      403    403
treasuryAccount.withdraw      401        403    403     403       403        403       yes    403      403       403       403     403      403    403
treasuryDay.close             401        403    403     403       403        403       403    yes      403       403       403     403      403    403
financeTask.decide            401        403    403     403       403        403       403    yes      403       403       403     403      403    403
budget.decide                 401        403    403     403       403        403       403    yes      403       403       403     403      403    403
treasuryAccount.decide        401        403    403     403       403        403       403    yes      403       403       403     403      403    403
payment.requeue               401        403    403     403       403        403       yes    403      403       403       403     403      403    403
document.batchList            401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
document.voucher              401        403    403     403       403        403       yes    yes      yes       yes       403     yes      403    yes
document.demand               401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
document.receipt              401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
hold.propose                  401        403    403     403       403        403       yes    403      403       403       403     403      403    403
hold.confirm                  401        403    403     403       403        403       403    yes      403       403       403     403      403    403
hold.refuse                   401        403    403     403       403        403       403    yes      403       403       403     403      403    403
payeeAccount.read             401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
payeeAccount.propose          401        yes    404     403       403        403       403    403      403       403       403     403      403    403
payeeAccount.confirm          401        yes    404     403       403        403       yes    403      403       403       403     403      403    403
payeeAccount.refuse           401        yes    404     403       403        403       yes    403      403       403       403     403      403    403
payeeAccount.withdraw         401        yes    404     403       403        403       403    403      403       403       403     403      403    403
payeeAccount.stop             401        yes    404     403       403        403       yes    403      403       403       403     403      403    403
recovery.list                 401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
recovery.read                 401        yes    404     403       403        403       yes    yes      yes       yes       403     yes      403    yes
recovery.propose              401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.withdraw             401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.record               401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.withdrawEntry        401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.proposeReversal      401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.withdrawReversal     401        403    403     403       403        403       yes    403      403       403       403     403      403    403
recovery.confirmReversal      401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.refuseReversal       401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.confirm              401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.refuse               401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.book                 401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.refuseEntry          401        403    403     403       403        403       403    yes      403       403       403     403      403    403
recovery.consent              401        yes    404     403       403        403       403    403      403       403       403     403      403    403
recovery.decline              401        yes    404     403       403        403       403    403      403       403       403     403      403    403
payment.useAccount            401        403    403     403       403        403       yes    403      403       403       403     403      403    403
person.create                 401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.suspend                401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.resume                 401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.resetPassword          401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.resetSecondFactor      401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.grantRole              401        403    403     403       403        403       403    403      403       403       403     403      yes    403
accessProposal.decide         401        403    403     403       403        403       403    403      403       403       403     403      yes    403
channelProposal.decide        401        403    403     403       403        403       403    403      403       403       403     403      yes    403
accessProposal.withdraw       401        403    403     403       403        403       403    403      403       403       403     403      yes    403
channelProposal.withdraw      401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.endRole                401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.linkParty              401        403    403     403       403        403       403    403      403       403       403     403      yes    403
person.unlinkParty            401        403    403     403       403        403       403    403      403       403       403     403      yes    403
opinionTemplate.keepCity      401        403    403     yes       403        yes       403    403      403       403       yes     403      403    403
target.set                    401        403    403     403       403        403       403    403      403       403       yes     403      403    403
region.add                    401        403    403     403       403        403       403    403      403       403       403     403      yes    403
region.edit                   401        403    403     403       403        403       403    403      403       403       403     403      yes    403
region.proposeChannel         401        403    403     403       403        403       403    403      403       403       403     403      yes    403

on city-treasury
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
budget.list                   401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
budget.changes                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
treasuryAccount.list          401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
budget.waiting                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
batch.list                    401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
batch.read                    401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
budget.history                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
budget.balance                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
batch.file                    401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
payment.list                  401        yes    404     403       403        403       404    404      yes       yes       403     yes      403    yes
batch.prepare                 401        403    403     403       403        403       404    403      yes       403       403     403      403    403
batch.writeFile               401        403    403     403       403        403       404    403      yes       403       403     403      403    403
batch.readResult              401        403    403     403       403        403       404    403      yes       403       403     403      403    403
batch.release                 401        403    403     403       403        403       403    404      403       yes       403     403      403    403
batch.cancel                  401        403    403     403       403        403       404    404      yes       yes       403     403      403    403
statement.import              401        403    403     403       403        403       404    404      yes       yes       403     403      403    403
statement.list                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
statement.read                401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
treasuryDay.list              401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
financeTask.list              401        403    403     403       403        403       404    404      yes       yes       403     yes      403    yes
financeTask.propose           401        403    403     403       403        403       404    403      yes       403       403     403      403    403
budget.allot                  401        403    403     403       403        403       404    403      yes       403       403     403      403    403
budget.adjust                 401        403    403     403       403        403       404    403      yes       403       403     403      403    403
budget.withdraw               401        403    403     403       403        403       404    403      yes       403       403     403      403    403
treasuryAccount.propose       401        403    403     403       403        403       404    403      yes       403       403     403      403    403
treasuryAccount.withdraw      401        403    403     403       403        403       404    403      yes       403       403     403      403    403
treasuryDay.close             401        403    403     403       403        403       403    404      403       yes       403     403      403    403
financeTask.decide            401        403    403     403       403        403       403    404      403       yes       403     403      403    403
budget.decide                 401        403    403     403       403        403       403    404      403       yes       403     403      403    403
treasuryAccount.decide        401        403    403     403       403        403       403    404      403       yes       403     403      403    403
payment.requeue               401        403    403     403       403        403       404    403      yes       403       403     403      403    403
audit.verify                  401        403    403     403       403        403       403    403      403       403       403     yes      403    yes
seal.list                  401        403    403     403       403        403       403    403      403       403       403     yes      403    yes

on city-call
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
call.readDraft                401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
policy.readDraft              401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
reading.readProposed          401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
call.draft                    401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.draft                  401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.attachOriginal         401        403    403     403       403        403       403    403      403       403       yes     403      403    403
reading.propose               401        403    403     403       403        403       403    403      403       403       yes     403      403    403
reading.confirm               401        403    403     403       403        403       403    403      403       403       yes     403      403    403
reading.withdraw              401        403    403     403       403        403       403    403      403       403       yes     403      403    403
call.edit                     401        403    403     403       403        403       403    403      403       403       yes     403      403    403
call.approve                  401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.edit                   401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.validate               401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.try                    401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.approve                401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.publish                401        403    403     403       403        403       403    403      403       403       yes     403      403    403
policy.withdraw               401        403    403     403       403        403       403    403      403       403       yes     403      403    403
call.publish                  401        403    403     403       403        403       403    403      403       403       yes     403      403    403
call.close                    401        403    403     403       403        403       403    403      403       403       yes     403      403    403
notice.preview                401        403    403     404       404        yes       403    403      403       403       403     403      403    yes
notice.publish                401        403    403     403       403        yes       403    403      403       403       403     403      403    403
objection.read                401        403    403     404       404        yes       403    403      403       403       403     yes      403    yes
objection.resolve             401        403    403     404       404        yes       403    403      403       403       403     403      403    403
coverage.list                 401        403    403     403       403        403       404    404      yes       yes       yes     yes      403    yes
coverage.clauses              401        403    403     403       403        403       404    404      yes       yes       yes     yes      403    yes
coverage.record               401        403    403     403       403        403       404    403      yes       403       yes     403      403    403
coverage.confirm              401        403    403     403       403        403       403    404      403       yes       yes     403      403    403
coverage.withdraw             401        403    403     403       403        403       404    404      yes       yes       yes     403      403    403
import.list                   401        403    403     403       403        403       404    403      yes       403       yes     yes      403    yes
import.read                   401        403    403     403       403        403       404    403      yes       403       yes     yes      403    yes
import.rows                   401        403    403     403       403        403       404    403      yes       403       yes     yes      403    yes
import.rejected               401        403    403     403       403        403       404    403      yes       403       yes     yes      403    yes
import.registers              401        403    403     403       403        403       403    403      403       403       yes     403      403    403
import.earlierPayments        401        403    403     403       403        403       404    403      yes       403       yes     403      403    403
sweep.list                    401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.list                401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.rules               401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.read                    401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.read                401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
whiteList.members             401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.results                 401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.events                  401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.registers               401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.sample                  401        403    403     403       403        403       403    403      403       403       yes     yes      403    yes
sweep.order                   401        403    403     403       403        403       403    403      403       403       yes     403      403    403
whiteList.prepare             401        403    403     403       403        403       403    403      403       403       yes     403      403    403
whiteList.approve             401        403    403     403       403        403       403    403      403       403       yes     403      403    403
whiteList.discard             401        403    403     403       403        403       403    403      403       403       yes     403      403    403
sweep.approve                 401        403    403     403       403        403       403    403      403       403       yes     403      403    403
sweep.cancel                  401        403    403     403       403        403       403    403      403       403       yes     403      403    403

on other-city-call
operation                     anonymous  clerk  clerk'  reviewer  reviewer'  city-rev  maker  checker  city-mak  city-che  policy  auditor  admin  system
call.readDraft                401        403    403     403       403        403       403    403      403       403       404     404      403    yes
policy.readDraft              401        403    403     403       403        403       403    403      403       403       404     404      403    yes
reading.readProposed          401        403    403     403       403        403       403    403      403       403       404     404      403    yes
call.draft                    401        403    403     403       403        403       403    403      403       403       403     403      403    403
policy.draft                  401        403    403     403       403        403       403    403      403       403       403     403      403    403
policy.attachOriginal         401        403    403     403       403        403       403    403      403       403       403     403      403    403
reading.propose               401        403    403     403       403        403       403    403      403       403       403     403      403    403
reading.confirm               401        403    403     403       403        403       403    403      403       403       403     403      403    403
reading.withdraw              401        403    403     403       403        403       403    403      403       403       403     403      403    403
call.edit                     401        403    403     403       403        403       403    403      403       403       404     403      403    403
call.approve                  401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.edit                   401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.validate               401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.try                    401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.approve                401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.publish                401        403    403     403       403        403       403    403      403       403       404     403      403    403
policy.withdraw               401        403    403     403       403        403       403    403      403       403       404     403      403    403
call.publish                  401        403    403     403       403        403       403    403      403       403       404     403      403    403
call.close                    401        403    403     403       403        403       403    403      403       403       403     403      403    403
coverage.list                 401        403    403     403       403        403       404    404      404       404       404     404      403    yes
coverage.clauses              401        403    403     403       403        403       404    404      404       404       404     404      403    yes
import.read                   401        403    403     403       403        403       404    403      404       403       404     404      403    yes
import.rows                   401        403    403     403       403        403       404    403      404       403       404     404      403    yes
import.rejected               401        403    403     403       403        403       404    403      404       403       404     404      403    yes
import.registers              401        403    403     403       403        403       403    403      403       403       404     403      403    403
import.earlierPayments        401        403    403     403       403        403       404    403      404       403       404     403      403    403
sweep.list                    401        403    403     403       403        403       403    403      403       403       404     404      403    yes
whiteList.list                401        403    403     403       403        403       403    403      403       403       404     404      403    yes
whiteList.rules               401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.read                    401        403    403     403       403        403       403    403      403       403       404     404      403    yes
whiteList.read                401        403    403     403       403        403       403    403      403       403       404     404      403    yes
whiteList.members             401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.results                 401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.events                  401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.registers               401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.sample                  401        403    403     403       403        403       403    403      403       403       404     404      403    yes
sweep.order                   401        403    403     403       403        403       403    403      403       403       404     403      403    403
whiteList.prepare             401        403    403     403       403        403       403    403      403       403       404     403      403    403
whiteList.approve             401        403    403     403       403        403       403    403      403       403       404     403      403    403
whiteList.discard             401        403    403     403       403        403       403    403      403       403       404     403      403    403
person.create                 401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.suspend                401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.resume                 401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.resetPassword          401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.resetSecondFactor      401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.grantRole              401        403    403     403       403        403       403    403      403       403       403     403      404    403
accessProposal.decide         401        403    403     403       403        403       403    403      403       403       403     403      404    403
channelProposal.decide        401        403    403     403       403        403       403    403      403       403       403     403      404    403
accessProposal.withdraw       401        403    403     403       403        403       403    403      403       403       403     403      404    403
channelProposal.withdraw      401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.endRole                401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.linkParty              401        403    403     403       403        403       403    403      403       403       403     403      404    403
person.unlinkParty            401        403    403     403       403        403       403    403      403       403       403     403      404    403
opinionTemplate.keepCity      401        403    403     403       403        403       403    403      403       403       403     403      403    403
target.set                    401        403    403     403       403        403       403    403      403       403       403     403      403    403
region.add                    401        403    403     403       403        403       403    403      403       403       403     403      403    403
region.edit                   401        403    403     403       403        403       403    403      403       403       403     403      403    403
region.proposeChannel         401        403    403     403       403        403       403    403      403       403       403     403      403    403
`;

interface Row {
  resource: string;
  operation: Operation;
  expected: Record<string, string>;
}

function rowsOf(matrix: string): Row[] {
  return matrix
    .trim()
    .split('\n\n')
    .flatMap((section) => {
      const [title = '', header = '', ...lines] = section.split('\n');
      const [, ...names] = header.split(/ +/);
      return lines.map((line) => {
        const [operation, ...answers] = line.split(/ +/);
        const expected = Object.fromEntries(names.map((name, index) => [name, answers[index] ?? 'missing']));
        return { resource: title.replace(/^on /, ''), operation: operation as Operation, expected };
      });
    });
}

const ROWS = rowsOf(MATRIX);
const STATUS = { unauthenticated: '401', forbidden: '403', 'not-found': '404' };

function answer(actor: Actor, operation: Operation, resource?: Resource): string {
  const permission = permit(actor, operation, resource);
  return permission.allowed ? 'yes' : STATUS[permission.as];
}

describe('operations × actors', () => {
  test('the matrix knows every operation and every resource', () => {
    expect([...new Set(ROWS.map((row) => row.operation))].sort()).toEqual(Object.keys(OPERATIONS).sort());
    expect(new Set(ROWS.map((row) => row.resource))).toEqual(new Set(Object.keys(RESOURCES)));
  });

  test.each(ROWS)('$operation on $resource', ({ operation, resource, expected }) => {
    const got = Object.entries(ACTORS).map(([name, actor]) => [
      name,
      answer(actor, operation, RESOURCES[resource]),
    ]);
    expect(Object.fromEntries(got)).toEqual(expected);
  });
});

describe('the sentence of a refusal', () => {
  const refusal = (actor: string, operation: Operation, resource: string): string => {
    const permission = permit(ACTORS[actor] ?? { kind: 'anonymous' }, operation, RESOURCES[resource]);
    return permission.allowed ? 'allowed' : permission.rule;
  };

  test.each<[string, Operation, string, string]>([
    [
      'reviewer',
      'application.approve',
      'case-in-city-review',
      'Only a reviewer of exactly region 410400 may approve an application. The person asking is reviewer of region 410402.',
    ],
    [
      "reviewer'",
      'application.approve',
      'case-in-county-review',
      'Only a reviewer of exactly the region whose turn it is may approve an application. The person asking is reviewer of region 410422.',
    ],
    [
      'clerk',
      'batch.read',
      'county-treasury',
      'Only a finance maker, finance checker or auditor of region 410402 or of one above it (410400, 410000) may read a disbursement batch. The person asking is acting for 1 party.',
    ],
    [
      'maker',
      'batch.prepare',
      'city-treasury',
      'Only a finance maker of exactly the region concerned may prepare a disbursement batch. The person asking is finance maker of region 410402.',
    ],
    [
      'auditor',
      'demo.moveClock',
      'nothing',
      'Only an administrator may move the clock of the demo. The person asking is auditor of region 410400.',
    ],
    [
      'anonymous',
      'payment.list',
      'nothing',
      'Only somebody who acts for the party concerned, or a finance maker, finance checker or auditor of the region concerned or of one above it may list payments. Nobody is signed in.',
    ],
    [
      'system',
      'application.approve',
      'case-in-county-review',
      'Only a reviewer of exactly region 410402 may approve an application. The system writes only through its own operations.',
    ],
  ])('%s, %s on %s', (actor, operation, resource, sentence) => {
    expect(refusal(actor, operation, resource)).toBe(sentence);
  });

  test('somebody without any role is told so', () => {
    const permission = permit(person('nobody', []), 'task.list');
    expect(permission).toMatchObject({
      as: 'forbidden',
      rule: expect.stringContaining('The person asking holds no role and acts for no party.'),
    });
  });
});

const CODES = [COUNTY, FOREIGN_COUNTY, CITY, PROVINCE, '410403', '410500', '410502'];
const PATHS = [
  [COUNTY, CITY, PROVINCE],
  [FOREIGN_COUNTY, CITY, PROVINCE],
  ['410502', '410500', PROVINCE],
  [CITY, PROVINCE],
  [PROVINCE],
];
const people = fc
  .record({
    grants: fc.array(fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom(...CODES)), { maxLength: 3 }),
    partyIds: fc.uniqueArray(fc.constantFrom('P1', 'P2', 'P3'), { maxLength: 2 }),
  })
  .map(({ grants, partyIds }) => person('somebody', grants, partyIds));
const resources = fc
  .record({ path: fc.constantFrom(...PATHS), partyId: fc.constantFrom('P1', 'P2'), up: fc.nat({ max: 1 }) })
  .map(({ path, partyId, up }): Resource => {
    const stageRegionCode = path[up] ?? path[0];
    return { regionPath: path, partyId, ...(stageRegionCode !== undefined && { stageRegionCode }) };
  });
const operations = fc.constantFrom(...(Object.keys(OPERATIONS) as Operation[]));
const RUNS = { numRuns: 3000, seed: 20260103 };

const ruleOf = (operation: Operation): OperationRule => OPERATIONS[operation];

describe('for any person and any resource', () => {
  test('a list shows exactly the rows that its rule lets the person read alone', () => {
    const reads = (Object.keys(OPERATIONS) as Operation[]).filter(
      (operation) => ruleOf(operation).kind === 'read' && ruleOf(operation).on !== 'nothing',
    );
    fc.assert(
      fc.property(people, resources, fc.constantFrom(...reads), (actor, resource, operation) => {
        const scope = scopeOf(actor, operation);
        const inScope =
          scope.everything ||
          scope.regionCodes.some((code) => resource.regionPath?.includes(code)) ||
          scope.exactRegionCodes.includes(resource.stageRegionCode ?? resource.regionPath?.[0] ?? '') ||
          scope.partyIds.includes(resource.partyId ?? '');
        const rule = ruleOf(operation);
        expect(inScope).toBe(permit(actor, rule.seenBy ?? operation, resource).allowed);
      }),
      RUNS,
    );
  });

  test('who may do it nowhere may not do it here, and is not told whether it exists', () => {
    fc.assert(
      fc.property(people, resources, operations, (actor, resource, operation) => {
        const here = permit(actor, operation, resource);
        if (permitSomewhere(actor, operation)) return;
        expect(here).toMatchObject({ allowed: false, as: 'forbidden' });
      }),
      RUNS,
    );
  });

  test('not-found is said only of what the person may not read, and never names its regions', () => {
    let seen = 0;
    fc.assert(
      fc.property(people, resources, operations, (actor, resource, operation) => {
        const here = permit(actor, operation, resource);
        if (here.allowed || here.as !== 'not-found') return;
        seen += 1;
        expect(permit(actor, ruleOf(operation).seenBy ?? operation, resource).allowed).toBe(false);
        const own = new Set(actor.grants.map((grant) => grant.regionCode));
        const leaked = (resource.regionPath ?? []).filter(
          (code) => !own.has(code) && here.rule.includes(code),
        );
        expect(leaked).toEqual([]);
      }),
      RUNS,
    );
    expect(seen).toBeGreaterThan(100);
  });

  test('whatever the administrator’s region, no case is seen and no money moved', () => {
    const administrators = fc.constantFrom(...CODES).map((code) => person('a', [['administrator', code]]));
    const theirs = (Object.keys(OPERATIONS) as Operation[]).filter((operation) =>
      /^(application|task|award|budget|batch|statement|treasuryDay|financeTask|payment|audit|system)\./.test(
        operation,
      ),
    );
    fc.assert(
      fc.property(administrators, resources, fc.constantFrom(...theirs), (actor, resource, operation) => {
        fc.pre(operation !== 'application.list');
        expect(permit(actor, operation, resource).allowed).toBe(false);
        expect(permit(actor, operation).allowed).toBe(false);
      }),
      RUNS,
    );
    expect(scopeOf(person('a', [['administrator', PROVINCE]]), 'application.list')).toEqual({
      everything: false,
      regionCodes: [],
      exactRegionCodes: [],
      partyIds: [],
    });
  });

  test('an operation on one resource that is asked without it is refused', () => {
    fc.assert(
      fc.property(people, operations, (actor, operation) => {
        fc.pre(ruleOf(operation).on === 'one');
        expect(permit(actor, operation).allowed).toBe(false);
        expect(permit(actor, operation, {}).allowed).toBe(false);
      }),
      RUNS,
    );
  });
});

test('the system reads everything and writes only through system operations', () => {
  for (const operation of Object.keys(OPERATIONS) as Operation[]) {
    const may = ruleOf(operation).kind === 'read' || operation.startsWith('system.');
    expect(`${operation}: ${permit({ kind: 'system', name: 'worker' }, operation).allowed}`).toBe(
      `${operation}: ${may}`,
    );
  }
  expect(scopeOf({ kind: 'system', name: 'worker' }, 'payment.list').everything).toBe(true);
});

test('anonymous lists are either open to everyone or empty', () => {
  expect(scopeOf({ kind: 'anonymous' }, 'notice.list').everything).toBe(true);
  expect(scopeOf({ kind: 'anonymous' }, 'application.list')).toEqual({
    everything: false,
    regionCodes: [],
    exactRegionCodes: [],
    partyIds: [],
  });
});
