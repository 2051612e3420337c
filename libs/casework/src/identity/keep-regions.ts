import {
  insertRegion,
  readPaymentChannel,
  runCommand,
  saveRegion,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PaymentChannel, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

export interface NewRegionContent {
  code: string;
  name: string;
  /** What policy facts call the place; used by no other region, and final. */
  factName: string;
  parentCode: string;
  kind: 'statutory' | 'functional';
  validFrom: string;
  financeOfficeName: string;
}

export interface RegionAnswer {
  code: string;
}

/** Adds a county of a city, or a city of a province, below what the administrator keeps. */
export async function addRegion(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; region: NewRegionContent },
): Promise<CommandOutcome<RegionAnswer, Refusal>> {
  const { actor, idempotencyKey, region } = command;
  const taken: Refusal = { code: 'region-taken', message: '该区划代码已登记,请核对代码。' };
  const outcome = await runCommand(
    db,
    { name: 'addRegion', actor, idempotencyKey, input: region, conflicts: { region_pkey: taken } },
    async (tx): Promise<CaseOutcome<RegionAnswer>> => {
      const parent = tx.regions.find(region.parentCode);
      if (!parent) return refuse('not-found', `没有代码为 ${region.parentCode} 的地区,请从列表中选择。`);
      const forbidden = refuseUnlessPermitted(actor, 'region.add', regionResource(tx, parent.code));
      if (forbidden) return forbidden;
      if (parent.level === 'county') return invalid('parentCode', '上级地区是县区', '请选择市或省');
      if (tx.regions.find(region.code)) return refuse(taken.code, taken.message);
      if (tx.regions.regions.some(({ factName }) => factName === region.factName)) {
        return invalid('factName', '已有同名地区', '请在名称前加上所属市的名称');
      }
      const level = parent.level === 'province' ? ('city' as const) : ('county' as const);
      await insertRegion(tx, { ...region, level, validTo: null });
      await tx.record({
        caseId: tx.newId(),
        regionCode: parent.code,
        type: 'region.added',
        data: { ...region, level },
      });
      return done({ code: region.code });
    },
  );
  if (outcome.ok) db.forgetRegions();
  return outcome;
}

export interface RegionChange {
  name: string;
  /** Empty: nobody is named. */
  financeOfficeName: string;
  /** Last day; null while it goes on. */
  validTo: string | null;
  /** How its treasury pays; only as it does: another way takes two administrators. */
  paymentChannel?: PaymentChannel;
}

const CHANNEL_TAKES_TWO =
  '付款方式不能在修改区划时变更,须经两名系统管理员:请在行政区划页面选“变更付款方式”提出并说明理由,由另一名系统管理员确认后生效。';

/** Another name, another finance office, or the last day of a region. Code, place and fact name never change. */
export async function editRegion(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; code: string; change: RegionChange },
): Promise<CommandOutcome<RegionAnswer, Refusal>> {
  const { actor, idempotencyKey, code, change } = command;
  const input = { code, change };
  const outcome = await runCommand(
    db,
    { name: 'editRegion', actor, idempotencyKey, input },
    async (tx): Promise<CaseOutcome<RegionAnswer>> => {
      const region = tx.regions.find(code);
      if (!region) return refuseAsUnknown();
      const forbidden = refuseUnlessPermitted(actor, 'region.edit', regionResource(tx, code));
      if (forbidden) return forbidden;
      if (change.validTo !== null && change.validTo < region.validFrom) {
        return invalid('validTo', `终止日期早于启用日期(${region.validFrom})`, '请选择更晚的日期');
      }
      const { paymentChannel, ...own } = change;
      if (paymentChannel !== undefined && paymentChannel !== (await readPaymentChannel(tx, code)))
        return refuse('channel-takes-two', CHANNEL_TAKES_TWO);
      const { name, financeOfficeName, validTo } = region;
      const after = { ...own, financeOfficeName: own.financeOfficeName || null };
      await saveRegion(tx, { ...region, ...after });
      const data = { code, from: { name, financeOfficeName, validTo }, to: after };
      await tx.record({ caseId: tx.newId(), regionCode: code, type: 'region.changed', data });
      return done({ code });
    },
  );
  if (outcome.ok) db.forgetRegions();
  return outcome;
}

function invalid(field: string, message: string, fix: string): Refused {
  return refuse('region-invalid', `区划信息不符合要求:${message},${fix}。`, {
    problems: [{ field, message, fix }],
  });
}
