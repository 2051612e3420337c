import {
  countOpinionTemplates,
  findHomeRegion,
  insertOpinionTemplate,
  lockOpinionTemplate,
  readOpinionTemplates,
  runCommand,
  runQuery,
  saveOpinionTemplate,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type OpinionTemplateEntity,
  type Tx,
} from '@duixian/persistence';
import {
  isOpinionPlace,
  OPINION_PLACEHOLDERS,
  permit,
  unknownPlaceholders,
  type OpinionStage,
  type OpinionVerb,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

export { OPINION_STAGES, OPINION_VERBS, type OpinionStage, type OpinionVerb } from '@duixian/workflow';

/** More than anybody chooses from. */
const MOST = 100;

export interface OpinionTemplateView {
  id: string;
  /** The city whose reviewers all use it; null: one's own. */
  cityCode: string | null;
  verb: OpinionVerb;
  stage: OpinionStage | null;
  title: string;
  body: string;
  version: number;
  changedAt: string;
  mayKeep: boolean;
}

export interface OpinionTemplateContent {
  /** Absent: one's own. */
  cityCode?: string;
  verb: OpinionVerb;
  stage: OpinionStage | null;
  title: string;
  body: string;
}

/** Words that are used again: one's own and those of the city. */
export async function listOpinionTemplates(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: OpinionTemplateView[] } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'opinionTemplate.list');
  if (forbidden) return forbidden;
  const value = await runQuery(db, actor, async (tx) =>
    (await readOpinionTemplates(tx)).map((one) => ({
      ...{ id: one.id, cityCode: one.cityCode, verb: one.verb, stage: one.stage, title: one.title },
      ...{ body: one.body, version: one.version, changedAt: one.changedAt.toISOString() },
      mayKeep: mayKeep(tx, actor, one.cityCode),
    })),
  );
  return { ok: true, value };
}

const mayKeep = (tx: Tx, actor: PersonActor, cityCode: string | null): boolean =>
  cityCode === null
    ? permit(actor, 'opinionTemplate.keepOwn').allowed
    : permit(actor, 'opinionTemplate.keepCity', regionResource(tx, cityCode)).allowed;

const refuseKeeping = (tx: Tx, actor: PersonActor, cityCode: string | null): Refused | null =>
  cityCode === null
    ? refuseUnlessPermitted(actor, 'opinionTemplate.keepOwn')
    : refuseUnlessPermitted(actor, 'opinionTemplate.keepCity', regionResource(tx, cityCode));

export interface KeptTemplate {
  id: string;
  version: number;
}

interface Command {
  actor: PersonActor;
  idempotencyKey: string;
}

/** Adds a template, one's own or the city's. */
export async function addOpinionTemplate(
  db: Database,
  command: Command & { content: OpinionTemplateContent },
): Promise<CommandOutcome<KeptTemplate, Refusal>> {
  const { actor, idempotencyKey, content } = command;
  const request = { name: 'addOpinionTemplate', actor, idempotencyKey, input: content };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<KeptTemplate>> => {
    const cityCode = content.cityCode ?? null;
    if (cityCode !== null && tx.regions.find(cityCode)?.level !== 'city') return refuseAsUnknown();
    const refused = refuseKeeping(tx, actor, cityCode) ?? refuseUnusable(content);
    if (refused) return refused;
    const of = cityCode === null ? { ownerId: actor.userId } : { cityCode };
    if ((await countOpinionTemplates(tx, of)) >= MOST)
      return refuse('template-invalid', `意见模板最多 ${MOST} 条,请先删除不用的。`);
    const { verb, stage, title, body } = content;
    const template: OpinionTemplateEntity = {
      ...{ id: tx.newId(), cityCode, ownerId: cityCode === null ? actor.userId : null },
      ...{ verb, stage, title, body, version: 1 },
      ...{ changedBy: actor.userId, changedAt: tx.now, retiredAt: null },
    };
    await insertOpinionTemplate(tx, template);
    await record(tx, template, 'opinion_template.added');
    return done({ id: template.id, version: 1 });
  });
}

/** Changes a template; whose it is does not change. */
export async function editOpinionTemplate(
  db: Database,
  command: Command & { id: string; version: number; content: Omit<OpinionTemplateContent, 'cityCode'> },
): Promise<CommandOutcome<KeptTemplate, Refusal>> {
  const { verb, stage, title, body } = command.content;
  return change(db, command, 'editOpinionTemplate', 'opinion_template.edited', (one) => {
    const refused = refuseUnusable(command.content);
    if (!refused) Object.assign(one, { verb, stage, title, body });
    return refused;
  });
}

/** Takes a template out of use. What was written with it stays. */
export async function retireOpinionTemplate(
  db: Database,
  command: Command & { id: string; version: number },
): Promise<CommandOutcome<KeptTemplate, Refusal>> {
  return change(db, command, 'retireOpinionTemplate', 'opinion_template.retired', (one, tx) => {
    one.retiredAt = tx.now;
    return null;
  });
}

async function change(
  db: Database,
  command: Command & { id: string; version: number; content?: unknown },
  name: string,
  event: string,
  apply: (one: OpinionTemplateEntity, tx: Tx) => Refused | null,
): Promise<CommandOutcome<KeptTemplate, Refusal>> {
  const { actor, idempotencyKey, id, version, content = null } = command;
  const request = { name, actor, idempotencyKey, input: { id, version, content } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<KeptTemplate>> => {
    const one = await lockOpinionTemplate(tx, id);
    if (!one) return refuseAsUnknown();
    const refused = refuseKeeping(tx, actor, one.cityCode);
    if (refused) return refused;
    if (one.version !== version) return refuseStale(version, one.version);
    const unusable = apply(one, tx);
    if (unusable) return unusable;
    Object.assign(one, { changedBy: actor.userId, changedAt: tx.now });
    await saveOpinionTemplate(tx, one);
    await record(tx, one, event);
    return done({ id, version: one.version });
  });
}

function refuseUnusable({
  body,
  verb,
  stage,
}: Pick<OpinionTemplateContent, 'body' | 'verb' | 'stage'>): Refused | null {
  if (!isOpinionPlace(verb, stage)) {
    const fix = verb === 'answer' ? '部门答复不分环节,请不选环节。' : '复核环节只能通过或退回前序环节。';
    const message = '所选环节没有这种办理';
    return refuse('template-invalid', `${message}。${fix}`, { problems: [{ field: 'stage', message, fix }] });
  }
  const unknown = unknownPlaceholders(body);
  if (unknown.length === 0) return null;
  const fix = `可用的有:${OPINION_PLACEHOLDERS.map((each) => `{${each}}`).join('、')}`;
  return refuse('template-invalid', `模板中有系统不认识的占位:${unknown.join('、')}。${fix}`, {
    problems: [{ field: 'body', message: `不认识 ${unknown.join('、')}`, fix }],
  });
}

async function record(tx: Tx, one: OpinionTemplateEntity, type: string): Promise<void> {
  const home = one.cityCode ?? (await seeingEverything(tx, () => findHomeRegion(tx, one.changedBy)));
  const { id: caseId, verb, stage, title, body, version } = one;
  // A personal template is its owner's: the trail says that it changed, not in which words.
  const data = one.cityCode === null ? { verb, stage, version } : { verb, stage, title, body, version };
  await tx.record({ caseId, regionCode: home ?? tx.regions.regions[0]?.code ?? '', type, data });
}
