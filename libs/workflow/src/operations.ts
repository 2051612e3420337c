import { type Role } from './actors';

/** `exactly`: granted at the very region concerned; `covering`: there or above it; `anywhere`: at any region. */
export type RoleReach = 'exactly' | 'covering' | 'anywhere';

/** One way to be allowed an operation; a rule lists several, any of which is enough. */
export type Who =
  | { readonly who: 'anyone' }
  | { readonly who: 'signed-in' }
  /** Somebody who acts for the party of the resource. */
  | { readonly who: 'party' }
  | {
      readonly who: 'role';
      readonly roles: readonly Role[];
      readonly reach: RoleReach;
    }
  | { readonly who: 'system' };

/** The operations that decide whether a resource may be seen at all. */
export type SeeingOperation =
  | 'application.read'
  | 'policy.read'
  | 'policy.readDraft'
  | 'reading.list'
  | 'call.read'
  | 'call.readDraft'
  | 'coverage.list'
  | 'import.read'
  | 'sweep.read'
  | 'offer.read'
  | 'batch.read'
  | 'payment.list'
  | 'budget.list'
  | 'payeeAccount.read'
  | 'recovery.read'
  | 'hold.read'
  | 'objection.read'
  | 'person.list'
  | 'region.list';

export interface OperationRule {
  /** Completes the sentence "Only … may …". */
  readonly does: string;
  /** The system reads everything, but writes only through system.* operations. */
  readonly kind: 'read' | 'write';
  /**
   * `nothing`: concerns no resource. `one`: the resource must be given; without it every rule about regions or
   * parties says no. `list`: a resource narrows the question; without one it is enough to hold the role or to act
   * for a party at all, because the answer is limited by `scopeOf`.
   */
  readonly on: 'nothing' | 'one' | 'list';
  /** Who may not do this operation must not learn that the resource exists. Absent: the rule itself decides that. */
  readonly seenBy?: SeeingOperation;
  readonly may: readonly Who[];
}

const anyone: Who = { who: 'anyone' };
const signedIn: Who = { who: 'signed-in' };
const party: Who = { who: 'party' };
const system: Who = { who: 'system' };
const exactly = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'exactly' });
const covering = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'covering' });
const anywhere = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'anywhere' });

const open = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'read', on: 'nothing', may });
const read = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'read', on: 'one', may });
const list = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'read', on: 'list', may });
/** A list whose rows are narrowed by another operation's rule. */
const listBy = (does: string, seenBy: SeeingOperation, ...may: Who[]): OperationRule => {
  return { does, kind: 'read', on: 'list', seenBy, may };
};
const act = (does: string, seenBy: SeeingOperation, ...may: Who[]): OperationRule => {
  return { does, kind: 'write', on: 'one', seenBy, may };
};
const general = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'write', on: 'nothing', may });
const work = (does: string): OperationRule => general(does, system);

/** Every operation of the system and who may do it. An operation that is not here cannot be asked for. */
// prettier-ignore
export const OPERATIONS = {
  'session.open':             general('sign in', anyone),
  'session.read':             open('see their own session', signedIn),
  'session.close':            general('sign out', signedIn),
  'session.changePassword':   general('change their own password', signedIn),
  'session.readSecondFactor': open('see whether they have a second factor', signedIn),
  'session.beginSecondFactor': general('begin to use a second factor', signedIn),
  'session.confirmSecondFactor': general('confirm their second factor by a code', signedIn),
  'region.list':              open('list regions', signedIn),
  'region.add':               act('add a region', 'region.list', covering('administrator')),
  'region.edit':              act('edit a region', 'region.list', covering('administrator')),
  'desk.read':                open('see what waits for them', signedIn),
  'delegation.list':          open('see whom they let act in their name, and in whose name they may act', signedIn),
  'delegation.delegates':     read('see who of a place may act in their name', exactly('reviewer')),
  'delegation.give':          act('let a colleague act in their name', 'region.list', exactly('reviewer')),
  'delegation.revoke':        general('take back that a colleague acts in their name', signedIn),
  'notification.list':        open('read their own messages', signedIn),
  'notification.markRead':    general('mark their own messages as read', signedIn),
  'notification.readMail':    open('see what they get by e-mail', signedIn),
  'notification.setMail':     general('choose what they get by e-mail', signedIn),
  'notification.proposeAddress': general('have a code mailed to an address of theirs', signedIn),
  'notification.confirmAddress': general('show that an address is theirs', signedIn),
  'opinionTemplate.list':     open('read opinion templates', anywhere('reviewer', 'policy_officer')),
  'opinionTemplate.keepOwn':  general('keep opinion templates of their own', anywhere('reviewer')),
  'opinionTemplate.keepCity': act('keep the opinion templates of a city', 'region.list', covering('reviewer', 'policy_officer')),
  'target.list':              list('compare targets with what the registers count', covering('reviewer', 'policy_officer', 'auditor')),
  'target.kinds':             open('see what targets may count', anywhere('reviewer', 'policy_officer', 'auditor')),
  'target.set':               act('set the targets of a place', 'region.list', covering('policy_officer')),
  'party.listMine':           open('list the parties they act for', signedIn),
  'person.list':              list('list people', covering('administrator', 'auditor')),
  'person.create':            act('create a person', 'person.list', covering('administrator')),
  'person.suspend':           act('suspend a person', 'person.list', covering('administrator')),
  'person.resume':            act('let a suspended person sign in again', 'person.list', covering('administrator')),
  'person.resetPassword':     act('reset the password of a person', 'person.list', covering('administrator')),
  'person.resetSecondFactor': act('reset the second factor of a person', 'person.list', covering('administrator')),
  'person.grantRole':         act('grant a role', 'person.list', covering('administrator')),
  'person.endRole':           act('end a role', 'person.list', covering('administrator')),
  'person.linkParty':         act('let a person act for a party', 'person.list', covering('administrator')),
  'person.unlinkParty':       act('end that a person acts for a party', 'person.list', covering('administrator')),
  'calendar.read':            open('read the calendar', anyone),
  'calendar.preview':         open('preview a calendar year', anywhere('administrator')),
  'calendar.readText':        open('read the days out of the text of a yearly notice', anywhere('administrator')),
  'calendar.publish':         general('publish a calendar year', anywhere('administrator')),
  'payeeAccount.read':        read('see the accounts that an enterprise is paid on', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'payeeAccount.list':        list('list the accounts that wait for a second person', covering('finance_maker', 'finance_checker', 'auditor')),
  'payeeAccount.propose':     act('propose an account to be paid on', 'payeeAccount.read', party),
  'payeeAccount.confirm':     act('confirm an account to be paid on', 'payeeAccount.read', party, exactly('finance_maker')),
  'payeeAccount.refuse':      act('refuse an account to be paid on', 'payeeAccount.read', party, exactly('finance_maker')),
  'payeeAccount.withdraw':    act('withdraw a proposed account', 'payeeAccount.read', party),
  'bankCode.list':            open('look up bank codes', signedIn),
  'bankCode.import':          general('import the table of bank codes', anywhere('administrator')),
  'party.readFacts':          read('read what is known about a party', party),
  'yearlyStatement.read':     read('read the yearly statement of an enterprise', party, covering('reviewer', 'policy_officer', 'auditor')),
  'party.readLadder':         read('read where a party stands on the ladder of titles', party, covering('reviewer', 'policy_officer', 'auditor')),

  'policy.list':              open('list policy documents', anyone),
  'policy.read':              open('read a policy document', anyone),
  'policy.diff':              open('compare versions of a policy document', anyone),
  'policy.check':             open('check the text of a policy document', anywhere('policy_officer')),
  'policy.readOriginal':      open('read the issued text of a policy document', anyone),
  'policy.readDraft':         read('read a version before it is published', exactly('policy_officer'), covering('auditor')),
  'policy.draft':             act('draft a version of a policy document', 'policy.read', exactly('policy_officer')),
  'policy.attachOriginal':    act('attach the issued text of a policy document', 'policy.read', exactly('policy_officer')),
  'policy.edit':              act('edit a version', 'policy.readDraft', exactly('policy_officer')),
  'policy.validate':          act('validate a version', 'policy.readDraft', exactly('policy_officer')),
  'policy.try':               act('try a version on real data', 'policy.readDraft', exactly('policy_officer')),
  'policy.approve':           act('approve a version', 'policy.readDraft', exactly('policy_officer')),
  'policy.publish':           act('publish a version', 'policy.readDraft', exactly('policy_officer')),
  'policy.withdraw':          act('withdraw a version', 'policy.readDraft', exactly('policy_officer')),
  'clause.list':              open('list clauses', anyone),
  'clause.read':              open('read a clause', anyone),
  'fact.vocabulary':          open('read the vocabulary of facts', anyone),
  'calculator.run':           open('run the calculator', anyone),
  'reading.list':             open('list readings', anyone),
  'reading.readProposed':     read('read a proposed reading', exactly('policy_officer'), covering('auditor')),
  'reading.propose':          act('propose a reading', 'reading.list', exactly('policy_officer')),
  'reading.confirm':          act('confirm a reading', 'reading.list', exactly('policy_officer')),
  'reading.withdraw':         act('withdraw a proposed reading', 'reading.list', exactly('policy_officer')),
  'call.list':                open('list calls', signedIn),
  'call.read':                open('read a call', signedIn),
  'call.readDraft':           read('read a call before it is published', exactly('policy_officer'), covering('auditor')),
  'call.draft':               act('draft a call', 'call.read', exactly('policy_officer')),
  'call.edit':                act('edit a call', 'call.readDraft', exactly('policy_officer')),
  'call.approve':             act('approve a call', 'call.readDraft', exactly('policy_officer')),
  'call.publish':             act('publish a call', 'call.readDraft', exactly('policy_officer')),
  'call.close':               act('close a call', 'call.read', exactly('policy_officer')),

  'import.list':              list('list imports', covering('policy_officer', 'finance_maker', 'auditor')),
  'import.read':              read('read an import', covering('policy_officer', 'finance_maker', 'auditor')),
  'import.rows':              read('read the rows of an import', covering('policy_officer', 'finance_maker', 'auditor')),
  'import.rejected':          read('get the rejected rows of an import', covering('policy_officer', 'finance_maker', 'auditor')),
  'import.template':          open('get the template of an import', anywhere('policy_officer', 'finance_maker', 'auditor')),
  'import.columns':           open('read what the columns of an import are', anywhere('policy_officer', 'finance_maker', 'auditor')),
  'import.registers':         act('import data of registers', 'import.read', exactly('policy_officer')),
  'import.earlierPayments':   act('import earlier payments', 'import.read', exactly('policy_officer', 'finance_maker')),
  'coverage.list':            list('list marks of completeness of earlier payments', covering('policy_officer', 'finance_maker', 'finance_checker', 'auditor')),
  'coverage.clauses':         read('see which clauses wait for a mark of completeness', covering('policy_officer', 'finance_maker', 'finance_checker', 'auditor')),
  'coverage.record':          act('record that earlier payments are known completely', 'coverage.list', exactly('policy_officer', 'finance_maker')),
  'coverage.confirm':         act('confirm that earlier payments are known completely', 'coverage.list', exactly('policy_officer', 'finance_checker')),
  'coverage.withdraw':        act('withdraw a mark of completeness of earlier payments', 'coverage.list', exactly('policy_officer', 'finance_maker', 'finance_checker')),

  'application.list':         listBy('list applications', 'application.read', signedIn),
  'application.read':         read('read an application', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'determination.replay':     read('replay a determination', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'application.create':       act('start an application', 'application.read', party),
  'application.edit':         act('edit an application', 'application.read', party),
  'application.attach':       act('attach materials to an application', 'application.read', party),
  'application.detach':       act('take a material off an application', 'application.read', party),
  'application.readMaterial': read('read a material of an application', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'application.note':         act('write a note on an application', 'application.read', covering('reviewer', 'finance_maker', 'finance_checker', 'auditor')),
  'application.submit':       act('submit an application', 'application.read', party),
  'application.withdraw':     act('withdraw an application', 'application.read', party),
  'application.attest':       act('attest facts of an application', 'application.read', exactly('reviewer')),
  'application.decide':       act('record a decision in an application', 'application.read', exactly('reviewer')),
  'application.approve':      act('approve an application', 'application.read', exactly('reviewer')),
  'application.remand':       act('send an application back to the stage before', 'application.read', exactly('reviewer')),
  'application.return':       act('return an application for correction', 'application.read', exactly('reviewer')),
  'application.reject':       act('reject an application', 'application.read', exactly('reviewer')),
  'application.reconsider':   act('reconsider a parked application', 'application.read', exactly('reviewer')),
  'application.rejectParked': act('reject a parked application', 'application.read', exactly('reviewer')),
  'application.consult':      act('consult departments about an application', 'application.read', exactly('reviewer')),
  'application.hold':         act('put an application on hold', 'application.read', exactly('reviewer')),
  'application.resume':       act('go on with an application that is on hold', 'application.read', exactly('reviewer')),
  'application.transfer':     act('hand on the task of an application', 'application.read', covering('reviewer')),
  'application.terminate':    act('terminate an application', 'application.read', exactly('reviewer')),
  'application.remind':       act('remind whoever holds an application', 'application.read', party, covering('reviewer')),
  'application.recuse':       act('declare that they keep their hands off an application', 'application.read', covering('reviewer', 'finance_maker', 'finance_checker')),
  'application.recordRecusal': act('record that an official is related to an applicant', 'application.read', covering('auditor')),
  'consultation.list':        list('list what their department was asked', exactly('reviewer', 'finance_maker', 'finance_checker', 'policy_officer')),
  'consultation.answer':      act('answer for a department that was asked', 'application.read', exactly('reviewer', 'finance_maker', 'finance_checker', 'policy_officer')),
  'consultation.attach':      act('attach a paper to the answer of a department', 'application.read', exactly('reviewer', 'finance_maker', 'finance_checker', 'policy_officer')),
  'consultation.readFile':    read('read the paper of a department’s answer', covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'consultation.recall':      act('take back what departments were asked', 'application.read', exactly('reviewer')),
  'task.list':                list('list tasks', exactly('reviewer', 'finance_maker', 'finance_checker')),
  'task.colleagues':          read('see who of a place may be handed a task', covering('reviewer')),
  'task.batch':               general('decide tasks in a batch (each row is asked again by its own operation)', anywhere('reviewer')),

  'sweep.list':               list('list sweeps', covering('policy_officer', 'auditor')),
  'sweep.read':               read('read a sweep', covering('policy_officer', 'auditor')),
  'sweep.results':            read('read what a sweep found', covering('policy_officer', 'auditor')),
  'sweep.sample':             read('draw a sample of what a sweep found', covering('policy_officer', 'auditor')),
  'sweep.registers':          list('see how fresh the registers of a sweep are', covering('policy_officer', 'auditor')),
  'sweep.events':             read('be told how a sweep gets on', covering('policy_officer', 'auditor')),
  'sweep.order':              act('order a sweep', 'sweep.read', exactly('policy_officer')),
  'sweep.approve':            act('approve the list of a sweep', 'sweep.read', exactly('policy_officer')),
  'sweep.cancel':             act('cancel a sweep', 'sweep.read', exactly('policy_officer')),
  'missed.list':              list('read who was owed and did not get it', party, covering('reviewer', 'policy_officer', 'auditor')),
  'missed.report':            list('read what was missed, added up', party, covering('reviewer', 'policy_officer', 'auditor')),
  'offer.list':               list('list offers', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'offer.read':               read('read an offer', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),
  'offer.confirm':            act('confirm an offer', 'offer.read', party),
  'offer.decline':            act('decline an offer', 'offer.read', party),
  'offer.ask':                act('ask about an offer', 'offer.read', party),
  'offer.attach':             act('attach a paper to their question about an offer', 'offer.read', party),
  'offer.answer':             act('answer a question about an offer', 'offer.read', covering('reviewer')),
  'offer.readFile':           read('read the paper of a question about an offer', party, covering('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor')),

  'notice.list':              open('list public notices', anyone),
  'notice.read':              open('read a public notice', anyone),
  'notice.waiting':           list('list the cases that wait for a notice', exactly('reviewer')),
  'notice.preview':           read('preview a public notice', exactly('reviewer')),
  'notice.publish':           act('publish a public notice', 'call.read', exactly('reviewer')),

  'objection.file':           general('object to a line of a public notice', anyone),
  'objection.status':         open('look up their own objection', anyone),
  'objection.list':           list('list objections', covering('auditor'), exactly('reviewer')),
  'objection.read':           read('read an objection', covering('auditor'), exactly('reviewer')),
  'objection.resolve':        act('resolve an objection', 'objection.read', exactly('reviewer')),

  'budget.list':              list('list budget lines', covering('finance_maker', 'finance_checker', 'auditor')),
  'budget.changes':           list('list changes of budget lines', covering('finance_maker', 'finance_checker', 'auditor')),
  'budget.history':           read('read the history of a budget line', covering('finance_maker', 'finance_checker', 'auditor')),
  'budget.waiting':           list('list the awards that wait for money', covering('finance_maker', 'finance_checker', 'auditor')),
  'budget.balance':           read('read the balance sheet of a treasury', covering('finance_maker', 'finance_checker', 'auditor')),
  'budget.allot':             act('propose a budget line', 'budget.list', exactly('finance_maker')),
  'budget.adjust':            act('propose a change of budget lines', 'budget.list', exactly('finance_maker')),
  'budget.decide':            act('confirm or refuse a change of budget lines', 'budget.list', exactly('finance_checker')),
  'budget.withdraw':          act('withdraw a proposed change of budget lines', 'budget.list', exactly('finance_maker')),
  'award.list':               list('list awards', party, covering('reviewer', 'finance_maker', 'finance_checker', 'auditor')),
  'batch.list':               list('list disbursement batches', covering('finance_maker', 'finance_checker', 'auditor')),
  'batch.read':               read('read a disbursement batch', covering('finance_maker', 'finance_checker', 'auditor')),
  'batch.file':               read('download the file of a batch', covering('finance_maker', 'finance_checker', 'auditor')),
  'document.batchList':       read('get the signed list of a batch', covering('finance_maker', 'finance_checker', 'auditor')),
  'document.voucher':         read('get the voucher of a payment', covering('finance_maker', 'finance_checker', 'auditor')),
  'document.receipt':         read('get the receipt of a payment', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'document.demand':         read('get the notice of a demand to pay back', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'document.statement':       read('get the yearly statement of an enterprise', party, covering('reviewer', 'policy_officer', 'auditor')),
  'document.verify':          open('ask whether a paper still holds', anyone),
  'batch.prepare':            act('prepare a disbursement batch', 'budget.list', exactly('finance_maker')),
  'batch.release':            act('release a disbursement batch', 'batch.read', exactly('finance_checker')),
  'batch.writeFile':          act('write the file that a batch leaves in', 'batch.read', exactly('finance_maker')),
  'batch.readResult':         act('read what came back about the file of a batch', 'batch.read', exactly('finance_maker')),
  'batch.cancel':             act('cancel a disbursement batch', 'batch.read', exactly('finance_maker', 'finance_checker')),
  'statement.import':         act('import a bank statement', 'budget.list', exactly('finance_maker', 'finance_checker')),
  'statement.list':           list('list bank statements', covering('finance_maker', 'finance_checker', 'auditor')),
  'statement.read':           read('read a bank statement', covering('finance_maker', 'finance_checker', 'auditor')),
  'treasuryDay.list':         list('list the closed days of a treasury', covering('finance_maker', 'finance_checker', 'auditor')),
  'treasuryDay.close':        act('close the day of a treasury', 'budget.list', exactly('finance_checker')),
  'financeTask.list':         list('list finance tasks', covering('finance_maker', 'finance_checker', 'auditor')),
  'financeTask.propose':      act('propose how a finance task ends', 'budget.list', exactly('finance_maker')),
  'financeTask.decide':       act('confirm or refuse a proposal about a finance task', 'budget.list', exactly('finance_checker')),
  'payment.list':             list('list payments', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'payment.useAccount':       act('put a waiting payment on its payee’s present account', 'payment.list', exactly('finance_maker')),
  'refund.list':              list('list refunds between treasuries', covering('finance_maker', 'finance_checker', 'auditor')),
  'payment.requeue':          act('queue a failed payment again', 'payment.list', exactly('finance_maker')),

  'recovery.list':            list('list demands to pay back', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'recovery.read':            read('read a demand to pay back', party, covering('finance_maker', 'finance_checker', 'auditor')),
  'recovery.propose':         act('propose that a payment is demanded back', 'payment.list', exactly('finance_maker')),
  'recovery.confirm':         act('confirm a demand to pay back', 'recovery.read', exactly('finance_checker')),
  'recovery.refuse':          act('refuse a proposed demand to pay back', 'recovery.read', exactly('finance_checker')),
  'recovery.withdraw':        act('withdraw a proposed demand to pay back', 'recovery.read', exactly('finance_maker')),
  'recovery.record':          act('propose that a demand was repaid, is set off or given up', 'recovery.read', exactly('finance_maker')),
  'recovery.book':            act('book what became of a demand to pay back', 'recovery.read', exactly('finance_checker')),
  'recovery.refuseEntry':     act('refuse what was proposed about a demand to pay back', 'recovery.read', exactly('finance_checker')),
  'recovery.withdrawEntry':   act('withdraw what they proposed about a demand to pay back', 'recovery.read', exactly('finance_maker')),
  'recovery.consent':         act('consent that a demand is set off against an award', 'recovery.read', party),
  'recovery.decline':         act('decline that a demand is set off against an award', 'recovery.read', party),

  'hold.list':                list('list what waits for people to look at it', covering('reviewer', 'finance_maker', 'finance_checker', 'auditor')),
  'hold.read':                read('read why something waits', covering('reviewer', 'finance_maker', 'finance_checker', 'auditor')),
  'hold.lift':                act('let a held case go on', 'hold.read', exactly('reviewer')),
  'hold.propose':             act('propose that a held payment goes on', 'hold.read', exactly('finance_maker')),
  'hold.confirm':             act('confirm that a held payment goes on', 'hold.read', exactly('finance_checker')),
  'hold.refuse':              act('refuse that a held payment goes on', 'hold.read', exactly('finance_checker')),

  'pool.list':                list('list the enterprises that may grow above scale', covering('reviewer', 'policy_officer', 'auditor')),
  'pool.report':              list('read the pool of each county against its target', covering('reviewer', 'policy_officer', 'auditor')),
  'scaleWarning.list':        list('list the enterprises that may fall below scale', covering('reviewer', 'policy_officer', 'auditor')),
  'supervision.read':         list('read the board of supervision', covering('reviewer', 'policy_officer', 'auditor')),
  'audit.list':               list('list audit events', covering('auditor')),
  'audit.verify':             list('verify the audit trail', covering('auditor')),
  'demo.listAccounts':        open('list the accounts of the demo', anyone),
  'demo.moveClock':           general('move the clock of the demo', anywhere('administrator')),

  'system.assessApplication':    work('assess a submitted application'),
  'system.publishNotice':        work('publish a notice'),
  'system.closeNotice':          work('close a notice'),
  'system.awardApplication':     work('award an application'),
  'system.parkApplication':      work('park an application'),
  'system.settleApplication':    work('mark an application as paid'),
  'system.reopenApplication':    work('reopen a paid application whose payment came back'),
  'system.runSweep':            work('run a sweep'),
  'system.makeOffers':          work('make the offers of a sweep'),
  'system.expireOffer':         work('let an offer expire'),
  'system.sendPayment':          work('send a payment to the bank'),
  'system.recordPaymentAnswer':  work('record what the bank answered'),
  'system.queryPayment':         work('ask the bank about a payment'),
  'system.applyImport':         work('apply the rows of an import'),
  'system.relayOutbox':          work('relay the outbox'),
  'system.tryPolicy':            work('try a policy version on real data'),
  'system.loadPolicies':         work('load policy documents'),
  'system.seedDemo':             work('seed demo data'),
} as const satisfies Record<string, OperationRule>;

export type Operation = keyof typeof OPERATIONS;
