import { type Actor, type PersonActor, type Resource } from './actors';
import { type OperationRule, type RoleReach, type Who } from './operation-rule';
import { type Operation, OPERATIONS } from './operations';
import { describeHoldings, describeRule } from './permit-sentence';

export type Permission =
  | { allowed: true }
  | {
      allowed: false;
      /**
       * `unauthenticated`: nobody is signed in, and somebody might be allowed. `not-found`: may do this elsewhere,
       * but may not even know of this resource. `forbidden`: everything else.
       */
      as: 'unauthenticated' | 'forbidden' | 'not-found';
      /** A sentence in English that names the rule. With `not-found` it never names the resource's regions. */
      rule: string;
    };

/**
 * The one permission function: may this actor do this operation on this resource? It reads OPERATIONS and nothing
 * else; state (`moveApplication`) and separation of duties (`mayActInStage`) are asked separately.
 * Missing knowledge says no: an operation `on: 'one'` that is asked without its region or party is refused.
 */
export function permit(actor: Actor, operation: Operation, resource?: Resource): Permission {
  if (answersYes(actor, operation, resource)) return { allowed: true };
  if (actor.kind === 'anonymous') {
    const rule = `${describeRule(operation)} Nobody is signed in.`;
    return { allowed: false, as: 'unauthenticated', rule };
  }
  const hidden = !isSeen(actor, operation, resource) && permitSomewhere(actor, operation);
  const rule = `${describeRule(operation, hidden ? undefined : resource)} ${describeHoldings(actor)}`;
  return { allowed: false, as: hidden ? 'not-found' : 'forbidden', rule };
}

/**
 * Could this actor do the operation on any resource at all? Ask it before a resource is loaded: a refusal then says
 * nothing about whether the resource exists.
 */
export function permitSomewhere(actor: Actor, operation: Operation): boolean {
  const rule: OperationRule = OPERATIONS[operation];
  if (actor.kind === 'system') return systemMay(rule);
  return rule.may.some((who) => matches(actor, who, undefined));
}

/** What a list may show: everything, or the rows that any of the three parts contains. */
export interface Scope {
  everything: boolean;
  /** Rows whose region path contains one of these codes: the regions themselves and everything below them. */
  regionCodes: readonly string[];
  /** Rows whose stage region (or own region) is one of these codes. */
  exactRegionCodes: readonly string[];
  partyIds: readonly string[];
}

/**
 * The rows that an actor's list may contain, out of the same table that `permit` reads: a row is in the scope
 * exactly when `permit` would let the actor read it alone.
 */
export function scopeOf(actor: Actor, operation: Operation): Scope {
  const named: OperationRule = OPERATIONS[operation];
  const rule: OperationRule = named.seenBy ? OPERATIONS[named.seenBy] : named;
  const nothing: Scope = { everything: false, regionCodes: [], exactRegionCodes: [], partyIds: [] };
  if (actor.kind === 'system') return { ...nothing, everything: systemMay(rule) };
  if (rule.may.some((who) => who.who !== 'party' && who.who !== 'role' && matches(actor, who, undefined))) {
    return { ...nothing, everything: true };
  }
  if (actor.kind === 'anonymous') return nothing;
  return {
    everything: rule.may.some(
      (who) => who.who === 'role' && who.reach === 'anywhere' && holdsAny(actor, who),
    ),
    regionCodes: codesHeld(actor, rule, 'covering'),
    exactRegionCodes: codesHeld(actor, rule, 'exactly'),
    partyIds: rule.may.some((who) => who.who === 'party') ? [...new Set(actor.partyIds)] : [],
  };
}

type RoleRule = Extract<Who, { who: 'role' }>;

function answersYes(actor: Actor, operation: Operation, resource: Resource | undefined): boolean {
  const rule: OperationRule = OPERATIONS[operation];
  if (actor.kind === 'system') return systemMay(rule);
  const about = rule.on === 'list' && !narrows(resource) ? undefined : (resource ?? {});
  return rule.may.some((who) => matches(actor, who, about));
}

function narrows(resource: Resource | undefined): boolean {
  return (
    resource?.regionPath !== undefined ||
    resource?.partyId !== undefined ||
    resource?.stageRegionCode !== undefined
  );
}

function isSeen(actor: Actor, operation: Operation, resource: Resource | undefined): boolean {
  const rule: OperationRule = OPERATIONS[operation];
  if (rule.on === 'list' && !narrows(resource)) return true;
  return rule.seenBy !== undefined && answersYes(actor, rule.seenBy, resource ?? {});
}

function systemMay(rule: OperationRule): boolean {
  return rule.kind === 'read' || rule.may.some((who) => who.who === 'system');
}

/** `about` undefined asks about any resource: a role held anywhere or any party is then enough. */
function matches(actor: Exclude<Actor, { kind: 'system' }>, who: Who, about: Resource | undefined): boolean {
  switch (who.who) {
    case 'anyone':
      return true;
    case 'signed-in':
      return actor.kind === 'person';
    case 'party':
      return actor.kind === 'person' && actsFor(actor, about);
    case 'role':
      return actor.kind === 'person' && holdsRole(actor, who, about);
    case 'system':
      return false;
  }
}

function actsFor(person: PersonActor, about: Resource | undefined): boolean {
  if (!about) return person.partyIds.length > 0;
  return about.partyId !== undefined && person.partyIds.includes(about.partyId);
}

function holdsAny(person: PersonActor, who: RoleRule): boolean {
  return person.grants.some((grant) => who.roles.includes(grant.role));
}

function holdsRole(person: PersonActor, who: RoleRule, about: Resource | undefined): boolean {
  if (who.reach === 'anywhere' || !about) return holdsAny(person, who);
  const codes = who.reach === 'exactly' ? exactRegion(about) : (about.regionPath ?? []);
  return person.grants.some((grant) => who.roles.includes(grant.role) && codes.includes(grant.regionCode));
}

function exactRegion(about: Resource): readonly string[] {
  const code = about.stageRegionCode ?? about.regionPath?.[0];
  return code === undefined ? [] : [code];
}

function codesHeld(person: PersonActor, rule: OperationRule, reach: RoleReach): string[] {
  const rules = rule.may.filter((who) => who.who === 'role').filter((who) => who.reach === reach);
  const grants = person.grants.filter((grant) => rules.some((who) => who.roles.includes(grant.role)));
  return [...new Set(grants.map((grant) => grant.regionCode))];
}
