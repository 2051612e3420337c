import { type Actor, type Resource, type Role } from './actors';
import { type OperationRule, type RoleReach, type Who } from './operation-rule';
import { type Operation, OPERATIONS } from './operations';

/**
 * The rule of an operation as one English sentence, e.g. "Only a reviewer of exactly region 410422 may approve an
 * application." Without a resource it names no region: that form is for documents, and for answers that must not
 * reveal where a resource lies.
 */
export function describeRule(operation: Operation, resource?: Resource): string {
  const rule: OperationRule = OPERATIONS[operation];
  if (rule.may.some((who) => who.who === 'anyone')) return `Anyone may ${rule.does}.`;
  const whos = rule.may.map((who) => describeWho(who, rule, resource)).join(', or ');
  return `Only ${whos} may ${rule.does}.`;
}

/** What an actor holds, as one English sentence: the other half of a refusal. */
export function describeHoldings(actor: Actor): string {
  if (actor.kind === 'anonymous') return 'Nobody is signed in.';
  if (actor.kind === 'system') return 'The system writes only through its own operations.';
  const roles = actor.grants.map((grant) => `${words(grant.role)} of region ${grant.regionCode}`);
  const parties = actor.partyIds.length;
  if (parties > 0) roles.push(`acting for ${parties} ${parties === 1 ? 'party' : 'parties'}`);
  if (roles.length === 0) return 'The person asking holds no role and acts for no party.';
  return `The person asking is ${roles.join(', ')}.`;
}

function describeWho(who: Who, rule: OperationRule, resource: Resource | undefined): string {
  switch (who.who) {
    case 'anyone':
      return 'anyone';
    case 'signed-in':
      return 'a signed-in person';
    case 'party':
      return 'somebody who acts for the party concerned';
    case 'system':
      return 'the system';
    case 'role':
      return `${describeRoles(who.roles)}${describeReach(who.reach, rule, resource)}`;
  }
}

function describeRoles(roles: readonly Role[]): string {
  const [first = '', ...others] = roles.map(words);
  const last = others.pop();
  const listed = last === undefined ? first : `${[first, ...others].join(', ')} or ${last}`;
  return `${/^[aeiou]/.test(listed) ? 'an' : 'a'} ${listed}`;
}

function describeReach(reach: RoleReach, rule: OperationRule, about?: Resource): string {
  const own = about?.regionPath?.[0];
  switch (reach) {
    case 'anywhere':
      return '';
    case 'exactly': {
      const code = about?.stageRegionCode ?? own;
      if (code !== undefined) return ` of exactly region ${code}`;
      return rule.seenBy === 'application.read'
        ? ' of exactly the region whose turn it is'
        : ' of exactly the region concerned';
    }
    case 'covering': {
      if (own === undefined) return ' of the region concerned or of one above it';
      const above = about?.regionPath?.slice(1) ?? [];
      return ` of region ${own}${above.length > 0 ? ` or of one above it (${above.join(', ')})` : ''}`;
    }
  }
}

function words(role: Role): string {
  return role.replaceAll('_', ' ');
}
