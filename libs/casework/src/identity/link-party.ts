import { addDays } from '@duixian/calendar';
import {
  endPartyGrant,
  insertPartyGrant,
  readRegisteredParties,
  type CommandOutcome,
  type Database,
  type PartyGrantEntity,
} from '@duixian/persistence';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { refuse, type Refusal } from '../ground/refusal';
import { changePerson, type PersonAnswer, type PersonCommand } from './open-account';

export const PARTY_CAPACITIES = ['legal_representative', 'clerk', 'agent'] as const;

/** Lets a person act for an enterprise from today on, after the administrator saw who they are and their mandate. */
export async function linkParty(
  db: Database,
  command: PersonCommand & { creditCode: string; capacity: PartyGrantEntity['capacity']; document: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, personId, creditCode, capacity, document } = command;
  return changePerson(db, command, {
    name: 'linkParty',
    operation: 'person.linkParty',
    event: 'person.party_linked',
    input: { creditCode, capacity, document },
    apply: async (tx, { held }) => {
      const [party] = await readRegisteredParties(tx, [creditCode]);
      if (!party) {
        return refuse(
          'person-invalid',
          `本系统没有统一社会信用代码为 ${creditCode} 的企业,请先导入其登记数据。`,
          {
            problems: [{ field: 'creditCode', message: '没有登记这家企业', fix: '请先导入其登记数据' }],
          },
        );
      }
      const resource = regionResource(tx, party.countyCode);
      const forbidden = refuseUnlessPermitted(actor, 'person.linkParty', resource);
      if (forbidden) return forbidden;
      if (held.some(({ role }) => role === 'administrator')) {
        return refuse('separation-of-duties', '管理员不得代表企业,请另选人员。');
      }
      if (held.some(({ partyId }) => partyId === party.id)) {
        return refuse('action-not-allowed', '此人已关联该企业,不必重复关联。');
      }
      await insertPartyGrant(tx, {
        ...{ id: tx.newId(), partyId: party.id, userId: personId, capacity },
        ...{ validFrom: tx.today, validTo: null, grantedBy: actor.userId },
      });
      const data = { partyId: party.id, capacity, document };
      return { ok: true, regionCode: party.countyCode, data };
    },
  });
}

/** The person no longer acts for the enterprise, from today on. */
export async function unlinkParty(
  db: Database,
  command: PersonCommand & { grantId: string; reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, grantId, reason } = command;
  return changePerson(db, command, {
    name: 'unlinkParty',
    operation: 'person.unlinkParty',
    event: 'person.party_unlinked',
    input: { grantId, reason },
    apply: async (tx, { held }) => {
      const grant = held.find(({ id, partyId }) => id === grantId && partyId !== null);
      if (!grant) return refuseAsUnknown();
      const { partyId, regionCode } = grant;
      const forbidden = refuseUnlessPermitted(actor, 'person.unlinkParty', regionResource(tx, regionCode));
      if (forbidden) return forbidden;
      await endPartyGrant(tx, grantId, actor.userId, addDays(tx.today, -1));
      return { ok: true, regionCode, data: { partyId, reason } };
    },
  });
}
