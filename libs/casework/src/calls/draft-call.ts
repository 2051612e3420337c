import { insertCall, runCommand, type CommandOutcome, type Database } from '@duixian/persistence';
import { CALL_CREATED_EVENT, type CallState, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { checkCallContent, type CallContent } from './call-content';

/** What every change of a call answers. */
export interface CallAnswer {
  id: string;
  number: string;
  state: CallState;
  version: number;
}

/** The number of a call is unique for good; two officers may race for it. */
export const CALL_CONFLICTS: Readonly<Record<string, Refusal>> = {
  call_number_key: {
    code: 'call-number-taken',
    message: '该通知编号已被使用,请填写本通知正式印发的编号。',
  },
};

/** A policy officer of a city writes a call. It takes effect only when a second officer approved it. */
export async function draftCall(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; cityCode: string; content: CallContent },
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  const { actor, idempotencyKey, cityCode, content } = command;
  const input = { cityCode, content };
  return runCommand(
    db,
    { name: 'draftCall', actor, idempotencyKey, input, conflicts: CALL_CONFLICTS },
    async (tx): Promise<CaseOutcome<CallAnswer>> => {
      const region = tx.regions.find(cityCode);
      if (!region) return refuse('not-found', `没有代码为 ${cityCode} 的地区,请从列表中选择。`);
      const forbidden = refuseUnlessPermitted(actor, 'call.draft', regionResource(tx, cityCode));
      if (forbidden) return forbidden;
      if (region.level !== 'city') {
        const problem = { field: 'cityCode', message: `${region.name}不是市`, fix: '请选择市' };
        return refuse('call-invalid', '申报通知由市发布,请选择市。', { problems: [problem] });
      }
      const checked = await checkCallContent(tx, cityCode, content);
      if (!checked.ok) return checked;
      const id = tx.newId();
      await insertCall(tx, {
        ...checked.stored,
        id,
        cityCode,
        state: 'draft',
        version: 1,
        authorIds: [actor.userId],
        approvedBy: null,
        draftedAt: tx.now,
        approvedAt: null,
        publishedAt: null,
        closedAt: null,
      });
      await tx.record({
        caseId: id,
        regionCode: cityCode,
        type: CALL_CREATED_EVENT,
        data: { to: { state: 'draft' }, version: 1, content },
      });
      return done({ id, number: content.number, state: 'draft', version: 1 });
    },
  );
}
