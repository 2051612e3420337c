import { type OperationRule, work } from './operation-rule';

/** What the system does by itself; nobody else may ask for it. */
// prettier-ignore
export const SYSTEM_OPERATIONS = {
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
