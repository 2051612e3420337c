import { type Shape } from '@duixian/api-client';

/**
 * What breaks a promise about the books, in the words of officials. `{0}` is the first figure as it is; `{1:yuan}` an amount in fen
 * written in yuan, the others words of the console: the state of a payment, a case or a demand, an account of a budget line, a region …
 */
export const FINDING_WORDS: Readonly<Record<Shape<'FindingShape'>['kind'], string>> = {
  'account-sum': '账户 {0} 余额为 {1:yuan},其分录之和为 {2:yuan}',
  'journal-sum': '记账 {0} 共 {2} 条分录,合计 {1:yuan},应为 0',
  'line-sum': '指标 {0} 各账户合计 {1:yuan},应为 0',
  'negative-account': '指标 {0} 的{1:account}数为 {2:yuan}',
  'change-journals': '指标变更 {0}({1:decision})有 {2} 笔记账,数目不符',
  unexplained: '指标 {0} 的{1:account}数为 {2:yuan},与之对应的付款和追回合计 {3:yuan}',
  'award-lines': '核定 {0} 为 {1:yuan},各条款合计 {2:yuan}',
  'award-sources': '核定 {0} 为 {1:yuan},各级分担合计 {2:yuan}',
  'source-payments': '资金分担 {0} 为 {1:yuan},其付款与抵扣合计 {2:yuan}',
  'part-share': '资金分担 {0} 共 {1:yuan},第 {3} 期付 {2:yuan},计划为 {4}/{5}',
  'part-unplanned': '付款 {0} 为第 {1} 期,分期计划中没有这一期',
  'part-early': '付款 {0}(第 {2} 期)为“{1:payment}”,但这一期未到期,也未经两人决定',
  'part-decided-alone': '核定 {1} 第 {0} 期由提出人自己决定',
  'advance-sum': '核定 {0} 先行拨付 {1:yuan},其他各级应分担 {2:yuan}',
  'refund-elsewhere': '付款 {0} 归还付款 {1},但后者属于其他核定或其他财政,或不是先行拨付',
  'refund-owed':
    '归还付款 {0} 为“{1:payment}”(归还入账日期:{2}),先行拨付的付款为“{3:payment}”,账上应收 {4:yuan},应归还 {5:yuan}',
  'over-demanded': '付款 {0} 已要求追回 {1:yuan},付款金额为 {2:yuan}',
  'demand-met': '追回 {0} 应收回 {1:yuan},为“{2:recovery}”,已收回 {3:yuan}',
  'demand-alone': '追回 {0} 由经办人自己复核',
  'reversed-alone': '退缴 {0} 未经第二人确认即冲回',
  'entry-alone': '{0:entry} {1} 由经办人自己复核,或未经企业同意',
  'credit-twice': '{2:region}财政 {1} 到账的款项 {0} 被用于归还 {3} 次',
  'credit-overused': '对账单 {1} 第 {0} 行到账 {2:yuan},用于归还 {3:yuan}',
  'debit-overused': '对账单 {1} 第 {0} 行退回 {2:yuan},用于冲回 {3:yuan}',
  'awarded-twice': '申报单位 {0} 的条款 {1} 就同一事项“{2}”核定了 {3} 次',
  'leaves-terminated': '付款 {0} 为“{1:payment}”,其事项为“{2:case}”',
  'not-given-back': '付款 {0}({1:yuan})已取消,其事项为“{2:case}”,退回指标 {3:yuan}',
  'two-live-attempts': '付款 {0} 有 {1} 次有效的支付指令',
  'no-attempt': '付款 {0} 为“{1:payment}”,但没有相应的支付指令',
  'matched-twice': '支付指令 {0} 对应了 {1} 笔支出',
  'settled-without-debit': '付款 {0} 已到账,但对账单上没有 {1:yuan} 的支出',
  'day-differs':
    '{1:region}财政 {0} 日终结账为 {2} 笔、支出 {3:yuan}、收入 {4:yuan},对账单为 {5} 笔、{6:yuan}、{7:yuan}',
  'left-while-held': '付款 {0} 为“{1:payment}”,但批次复核时因“{2:hold}”处于暂缓',
  'left-to-bank': '付款 {0} 的批次渠道为“{1:channel}”,实际由银行直连送出',
  'left-in-file': '付款 {0} 的批次渠道为“{1:channel}”,实际在付款文件中送出',
  'batch-totals': '批次 {0} 记为 {1} 笔、{2:yuan},实有 {3} 笔、{4:yuan}',
  'released-alone': '批次 {0} 由经办人自己复核',
  'paper-altered': '单据 {0}({1:paper})与出具时不一致',
  'paper-gone': '单据 {0}({1:paper})已出具,现在查不到',
  'codes-shared': '单据 {0} 使用同一验证码',
  'code-twice': '人员 {1} 的一次性验证码(时段 {0})被使用 {2} 次',
  'role-alone': '人员 {1} 在{2:region}的角色“{0:role}”未经两名管理员授予',
  'channel-alone': '{0:region}财政的付款方式“{1:channel}”未经两名管理员变更',
};
