import { regionName } from './lookups';
import { type CaseView } from './shapes';
import { type Stage } from './stage';
import { yuan } from './text';

/** What a case went through, in the words of an applicant; other events are internal. */
const STEPS: Readonly<Record<string, string>> = {
  'application.offer_confirmed': '系统比对发现贵公司符合条件并推送,贵公司一键确认',
  'application.submitted': '贵公司提交申报',
  'application.remanded': '退回前序环节',
  'application.returned': '退回补正',
  'application.resubmitted': '贵公司补正后再次提交',
  'application.attested': '审核人员核实了填报的数据',
  'application.decided': '审核人员依据会议纪要作出决定',
  'application.stage_approved': '区县初审通过',
  'application.approved': '审核通过',
  'application.notice_published': '开始公示',
  'application.notice_closed': '公示期满',
  'application.awarded': '核定奖补并预留预算',
  'application.paid': '全部到账',
};

/** The whole trace of one award as a paragraph that an enterprise understands. */
export async function explainAward(stage: Stage, seen: CaseView, way: 'offer' | 'filing'): Promise<string> {
  const { applicant, award, notice } = seen;
  const paidOn = [...new Set(seen.payments.map(({ settledOn }) => settledOn ?? ''))].sort().join('、');
  const sources = await Promise.all(
    (award?.sources ?? []).map(
      async ({ regionCode, amountFen, advancedFen }) =>
        `${await regionName(stage, regionCode)}财政承担${yuan(amountFen)}元${advancedFen > 0 ? `,并先行拨付其他财政承担的${yuan(advancedFen)}元` : ''}`,
    ),
  );
  const paidLines = seen.determinations.filter(({ clause }) =>
    award?.lines.some((line) => line.clause === clause),
  );
  const byWhat = paidLines.every(({ splitFen }) => splitFen)
    ? '按文件规定,'
    : `按申报通知${seen.call?.number ?? ''},`;
  const opening = way === 'offer' ? '贵公司没有填写任何申报表,只点了一次确认。' : '贵公司通过本系统申报。';
  return [
    `    ${applicant?.registeredName ?? ''}:贵公司获得奖补${yuan(award?.amountFen ?? 0)}元(办件编号${seen.caseNumber})。`,
    opening,
    paidLines.map(({ explanation }) => explanation).join(''),
    `办理经过:${historyOf(seen)}。`,
    notice ? `公示${notice.number}自${notice.startsOn}至${notice.endsOn}。` : '',
    `款项来源:${byWhat}${sources.join(',')};每一笔都由经办编制、另一人复核后放行,银行对账单确认后才算到账,到账日期${paidOn}。`,
    '对结果有疑问的,可凭办件编号向受理的县(市、区)查询,每一步都留有记录。',
  ].join('');
}

function historyOf({ timeline }: CaseView): string {
  return timeline
    .flatMap(({ type, at }) => {
      const words = STEPS[type];
      return words === undefined ? [] : [`${dayOf(at)}${words}`];
    })
    .join(';');
}

/** The date in China of a moment. */
const dayOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
