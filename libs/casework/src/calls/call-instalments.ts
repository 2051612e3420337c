import { compareRatios, formatRatio, parseRatio, ratio, sumRatios } from '@duixian/money';
import type { CallInstalment } from '@duixian/persistence';
import { commonDenominator, MOST_PARTS_OF_A_WHOLE } from '../funds/instalment-plan';

/** How many parts an award may be paid in. */
const PARTS = { least: 2, most: 6 };

/** What may be wrong with the plan of a call: whether it is, what, and what to do. */
export function instalmentChecks(
  instalments: readonly CallInstalment[],
  opensOn: string,
): (readonly [broken: boolean, message: string, fix: string])[] {
  const shares = instalments.map(({ share }) => parseRatio(share));
  const usable = shares.filter((share) => share !== null).filter(({ numerator }) => numerator > 0n);
  const [first, ...later] = instalments;
  const fix = '请写明每期占奖补总额的份额,合计为 1,例如首期 1/2、第二期 1/2,或 30%、70%';
  return [
    [
      instalments.length < PARTS.least || instalments.length > PARTS.most,
      '分期拨付的期数不符合要求',
      `请设 ${PARTS.least} 到 ${PARTS.most} 期;一次付清的不必设分期`,
    ],
    [usable.length < instalments.length, '分期拨付中有不大于零的份额', fix],
    [compareRatios(sumRatios(usable), ratio(1n)) !== 0, '分期拨付的份额合计不为 1', fix],
    [
      commonDenominator(usable) > MOST_PARTS_OF_A_WHOLE,
      '分期拨付的份额过于零碎',
      `各期份额请用同一分母,分母不超过 ${MOST_PARTS_OF_A_WHOLE}`,
    ],
    [
      first !== undefined && (first.dueOn !== null || first.condition !== null),
      '首期设了拨付日期或条件',
      '首期在核定后即可拨付,请去掉它的日期和条件',
    ],
    [
      later.some(({ dueOn, condition }) => (dueOn === null) === ((condition?.trim() ?? '') === '')),
      '后续各期没有写明何时拨付',
      '请给首期以后的每一期填写拨付日期,或填写拨付条件(例如“项目验收合格”),二者选一',
    ],
    [
      later.some(({ dueOn }) => dueOn !== null && dueOn <= opensOn),
      '拨付日期不晚于申报开始日',
      '请填写申报开始以后的日期',
    ],
  ];
}

/** As it is stored: the share in lowest terms, the words without blanks around them. */
export const inLowestShare = ({ share, dueOn, condition }: CallInstalment): CallInstalment => {
  const part = parseRatio(share);
  return { share: part ? formatRatio(part) : share, dueOn, condition: condition?.trim() || null };
};
