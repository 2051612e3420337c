import { type ApplicationState } from './application-table';

export interface PublicStatus {
  key: string;
  zh: string;
}

/** What an enterprise sees of its case. Two states may look the same from outside: assessing is part of the review. */
const PUBLIC_STATUS: Record<ApplicationState, PublicStatus> = {
  draft: { key: 'draft', zh: '草稿' },
  submitted: { key: 'under_review', zh: '审核中' },
  in_review: { key: 'under_review', zh: '审核中' },
  on_hold: { key: 'on_hold', zh: '暂缓办理' },
  returned: { key: 'correction_needed', zh: '待补正' },
  approved: { key: 'approved', zh: '审核通过' },
  on_notice: { key: 'on_notice', zh: '公示中' },
  contested: { key: 'on_notice_contested', zh: '公示异议处理中' },
  noticed: { key: 'awaiting_award', zh: '待核定' },
  parked: { key: 'awaiting_funding', zh: '待落实资金' },
  awarded: { key: 'awaiting_payment', zh: '待拨付' },
  terminating: { key: 'payment_suspended', zh: '暂停拨付' },
  paid: { key: 'paid', zh: '已兑付' },
  rejected: { key: 'not_supported', zh: '不予支持' },
  withdrawn: { key: 'withdrawn', zh: '已撤回' },
  terminated: { key: 'terminated', zh: '已终止' },
};

/** The status of an application as its applicant sees it. The key is stable; the Chinese words are for the screen. */
export function publicStatus(state: ApplicationState): PublicStatus {
  return PUBLIC_STATUS[state];
}
