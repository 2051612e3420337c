import {
  actorId,
  insertImportRetraction,
  lockImport,
  readAwardedSince,
  readOpenOffersSince,
  readPartiesOfImport,
  readStandingMarks,
  refreshProfiles,
  runCommand,
  saveImport,
  type CommandOutcome,
  type DataImportEntity,
  type Database,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  importOperation,
  moveImport,
  permit,
  type ImportAction,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { countsOf, viewOf, type ImportView } from './import-view';

/** What every verb on an import takes. */
export interface ImportCommand {
  actor: PersonActor;
  idempotencyKey: string;
  importId: string;
  version: number;
}

/**
 * The good rows will be applied by the system, the rejected ones never are. A list that says nothing new is kept all the same: it
 * stands when another one is taken back, and says to which day it is complete.
 */
export async function commitImport(
  db: Database,
  command: ImportCommand,
): Promise<CommandOutcome<ImportView, Refusal>> {
  return actOnImport(db, command, 'commit', {}, async (tx, entity) => {
    const { rows, rejected } = countsOf(entity);
    if (rows === rejected) {
      return refuse('action-not-allowed', '本次导入没有可以生效的数据,请放弃导入。', {
        state: entity.state,
        allowedActions: ['discard'],
      });
    }
    entity.committedAt = tx.now;
    entity.committedBy = actorId(tx.actor);
    await tx.enqueue('import.committed', { importId: entity.id });
    return null;
  });
}

/** Nothing of it is applied; the same file may be imported anew. */
export async function discardImport(
  db: Database,
  command: ImportCommand,
): Promise<CommandOutcome<ImportView, Refusal>> {
  return actOnImport(db, command, 'discard', {}, (tx, entity) => {
    end(tx, entity, null);
    return Promise.resolve(null);
  });
}

/**
 * Takes back everything that an import brought: one row of retraction, which every reader honours; the records stay.
 * Enterprises that it made stay as well, as nothing but registered. Refused once an award was made to one of its
 * enterprises, or an offer is open to one: that is put right by a newer document, or by recovering the money.
 */
export async function undoImport(
  db: Database,
  command: ImportCommand & { reason: string },
): Promise<CommandOutcome<ImportView, Refusal>> {
  const { reason } = command;
  return actOnImport(db, command, 'undo', { reason }, async (tx, entity) => {
    if (entity.kind === 'registration') {
      return refuse('import-in-use', '企业登记数据不能撤销,请导入更正后的登记数据。');
    }
    const marked = await refuseMarkedComplete(tx, entity);
    if (marked) return marked;
    const partyIds = await readPartiesOfImport(tx, entity.id);
    const since = entity.committedAt ?? entity.createdAt;
    const offered = await readOpenOffersSince(tx, partyIds, since);
    if (offered.length > 0) {
      return refuse(
        'import-in-use',
        `本次导入生效后,已向其中企业推送 ${offered.length} 笔免申即享且尚未办结,不能撤销。请导入更正后的文件;不再符合条件的推送会在企业确认时自动撤回。`,
        { offerIds: offered.slice(0, 20) },
      );
    }
    const awarded = await readAwardedSince(tx, partyIds, since);
    if (awarded.length > 0) {
      return refuse(
        'import-in-use',
        `本次导入生效后,已为其中企业核定 ${awarded.length} 笔奖补,不能撤销。请导入更正后的文件。`,
        { caseNumbers: awarded.slice(0, 20) },
      );
    }
    end(tx, entity, reason);
    await insertImportRetraction(tx, {
      importId: entity.id,
      retractedAt: tx.now,
      retractedBy: actorId(tx.actor),
      reason,
    });
    await refreshProfiles(tx, partyIds, 'import-undone');
    return null;
  });
}

/** A mark of completeness, from whatever day on it counts, says that the ledger is whole: it is withdrawn before a part is taken back. */
async function refuseMarkedComplete(tx: Tx, entity: DataImportEntity): Promise<Refused | null> {
  if (entity.kind !== 'earlier_payments') return null;
  const clauses = new Set(entity.registers.map((register) => register.replace(/^payment\//, '')));
  const cities = tx.regions
    .covered(entity.regionCode)
    .filter((code) => tx.regions.get(code).level === 'city');
  for (const cityCode of cities) {
    const said = (await readStandingMarks(tx, cityCode)).flatMap(({ clauseIds }) => clauseIds);
    const marked = [...new Set(said)].filter((clause) => clauses.has(clause)).sort();
    if (marked.length === 0) continue;
    return refuse(
      'import-in-use',
      `${tx.regions.get(cityCode).name}的既往兑付台账已声明完整(${marked.slice(0, 10).join('、')}):请先撤回完整性标记。`,
      { cityCode, clauses: marked },
    );
  }
  return null;
}

function end(tx: Tx, entity: DataImportEntity, reason: string | null): void {
  entity.endedAt = tx.now;
  entity.endedBy = actorId(tx.actor);
  entity.endReason = reason;
}

/** Locked, seen, current, permitted, possible; then the verb's own part, the new state, the event. */
async function actOnImport(
  db: Database,
  { actor, idempotencyKey, importId, version }: ImportCommand,
  action: ImportAction,
  more: Record<string, unknown>,
  apply: (tx: Tx, entity: DataImportEntity) => Promise<Refused | null>,
): Promise<CommandOutcome<ImportView, Refusal>> {
  const input = { importId, version, ...more };
  const request = { name: `${action}Import`, actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<ImportView>> => {
    const entity = await lockImport(tx, importId);
    const seen = entity && permit(actor, 'import.read', regionResource(tx, entity.regionCode)).allowed;
    if (!entity || !seen) return refuseAsUnknown();
    if (entity.version !== version) return refuseStale(version, entity.version);
    const resource = regionResource(tx, entity.regionCode);
    const forbidden = refuseUnlessPermitted(actor, importOperation(entity.kind), resource);
    if (forbidden) return forbidden;
    const from = entity.state;
    const move = moveImport(from, action);
    if (!move.ok) {
      const details = {
        state: from,
        allowedActions: move.refusal.allowed.filter((each) => each !== 'finish'),
      };
      return refuse('action-not-allowed', describeRefusal(move.refusal), details);
    }
    const refused = await apply(tx, entity);
    if (refused) return refused;
    entity.state = move.to;
    await saveImport(tx, entity);
    await tx.record({
      caseId: entity.id,
      regionCode: entity.regionCode,
      type: move.event,
      data: { from: { state: from }, to: { state: entity.state }, counts: countsOf(entity), ...more },
    });
    return done(viewOf(tx, entity));
  });
}
