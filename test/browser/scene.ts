import { PLACES, type Place } from '@duixian/testing';
import { act, type Batch, draft, reaches, setDay } from '../http/errands';
import { type Town } from '../http/town';

const CLAIMS = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };

/** A town in the middle of its work, so that every page has something to show. */
export interface Scene {
  readonly callId: string;
  /** A version of a policy document. */
  readonly policyId: string;
  /** 叶县: awarded, its payment in a batch that waits for the checker. */
  readonly awarded: string;
  readonly batchId: string;
  /** 新华区: approved twice, on public notice. */
  readonly onNotice: string;
  readonly noticeId: string;
  /** To the case on notice, filed and not yet resolved. */
  readonly objectionId: string;
  /** 湛河区: waits for the county, with facts that are only claimed. */
  readonly inReview: string;
}

/** Walks three cases to where the scene has them. The business clock moves a little more than a week. */
export async function setScene(town: Town): Promise<Scene> {
  const awarded = await toNotice(town, 'yexian');
  const { notice } = await reaches(town, awarded, 'on_notice');
  await setDay(town, dayAfter(notice?.endsOn ?? ''));
  await reaches(town, awarded, 'awarded');
  const { regionCode } = PLACES.yexian;
  const batch = await (await town.as('yexian-maker')).make<Batch>('batches', { regionCode });
  const onNotice = await toNotice(town, 'xinhua');
  const { id: inReview } = await draft(town, 'zhanhe', CLAIMS);
  await act(town, 'zhanhe-clerk', inReview, 'submit');
  await reaches(town, inReview, 'in_review/county_review');
  const published = await reaches(town, onNotice, 'on_notice');
  const [call] = await (await town.as('yexian-clerk')).list<{ id: string }>('calls');
  const noticeId = published.notice?.id ?? '';
  const objection = await (
    await town.as('yexian-clerk')
  ).make<{ id: string }>(`notices/${noticeId}/objections`, {
    ...{ position: 1, objectorKind: 'person', objectorName: '示例甲', identityNumber: '11010519491231002X' },
    ...{ phone: '13800000000', reason: '认为该企业的入库时间与公示不符。' },
    evidence: '县统计局公布的入库名单。',
  });
  const [policy] = await (await town.as('policy-officer')).list<{ id: string }>('policies');
  return {
    policyId: policy?.id ?? '',
    ...{ awarded, onNotice, inReview, noticeId, callId: call?.id ?? '' },
    batchId: batch.id,
    objectionId: objection.id,
  };
}

async function toNotice(town: Town, place: Place): Promise<string> {
  const { id } = await draft(town, place);
  await act(town, PLACES[place].clerk, id, 'submit');
  await reaches(town, id, 'in_review/county_review');
  await act(town, PLACES[place].reviewer, id, 'approve', { comment: '材料齐全' });
  await act(town, 'city-reviewer', id, 'approve');
  return id;
}

/** The calendar day after one, both as YYYY-MM-DD. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
