import { type ProblemCode } from '@duixian/api-client';

const TELL_OPERATOR =
  '这是页面或系统的差错,不是您的操作造成的。请再试一次;如仍不行,请把请求编号告诉系统管理员。';

/** What a person does about each problem. A code without advice does not compile. */
// prettier-ignore
export const PROBLEM_ADVICE: Readonly<Record<ProblemCode, string>> = {
  'unauthenticated':         '登录已失效,请重新登录;本页填写的内容会保留。',
  'wrong-credentials':       '请核对用户名和密码后重新输入。',
  'account-locked':          '连续输错次数过多。请稍后再试,或联系系统管理员。',
  'forbidden':               '您的角色不能办理此事项。如确需办理,请联系系统管理员授予相应角色。',
  'separation-of-duties':    '同一事项的申报、初审、复审、经办、复核须由不同的人办理,请转由其他同事处理。',
  'not-found':               '该内容不存在,或者不在您的管辖范围内。请从列表重新进入。',
  'stale-version':           '其他人刚刚更新了这条数据。请刷新查看最新内容后再办理;您填写的内容仍在本页。',
  'action-not-allowed':      '该事项的状态已经变化,请刷新后查看现在可以办理什么。',
  'idempotency-key-reused':  TELL_OPERATOR,
  'call-closed':             '请查看申报通知的起止日期;已截止的,请等待下一批申报。',
  'call-invalid':            '请按下列提示修改申报通知后再提交。',
  'call-number-taken':       '请换一个没有用过的通知编号。',
  'outside-the-call':        '请确认企业所在地和申报通知的适用范围。',
  'duplicate-application':   '本企业在该通知下已有在办申报,请在“我的申报”中继续办理。',
  'facts-invalid':           '请按下列提示修改填报的数据。',
  'facts-not-attested':      '请先在“待核实数据”中逐项核实并注明来源,再通过。',
  'nothing-to-award':        '当前没有可以兑付的条款。请查看核定结果中的原因,退回补正或不予支持。',
  'payee-account-unusable':  '收款账户未核验或已失效。请企业更新收款账户后再提交。',
  'batch-empty':             '该财政账户下没有待拨付的款项,请等待核定奖补后再编批。',
  'payments-not-available':  '所选款项中有的已编入其他批次或状态已变化,请刷新后重新选择。',
  'batch-changed':           '批次内容与编制时不一致,不能放款。请取消本批次,重新编批。',
  'payment-contested':       '请先与银行核实该笔付款是否已经发出,再作处理。',
  'statement-invalid':       '请确认上传的是银行给出的原始对账单文件,未经修改。',
  'statement-already-read':  '该对账单已经导入过,不必重复导入;请在付款列表查看结果。',
  'policy-invalid':          '请按下列提示修改政策文件。',

  'coverage-invalid':        '请核对城市、条款和截至日期后再提交。',
  'objection-invalid':       '请按下列提示补充实名信息和异议理由。',
  'notice-over':             '公示期已满,不再受理异议。如有新情况,请向业务主管部门书面反映。',
  'reading-invalid':         '请从政策文件列出的口径中选择,并注明依据。',
  'decision-not-wanted':     '该条款按公式计算,不需要人工决定金额。请刷新后查看。',
  'decision-out-of-range':   '请在条款规定的上下限之内填写金额。',
  'decision-refused':        '请按下列提示核对条款的规定后重新决定。',

  'validation-failed':       '请按下列提示修改后再提交。',
  'malformed-json':          TELL_OPERATOR,
  'unusable-text':           '填写的内容中有无法保存的字符,请删除特殊符号后再提交。',
  'malformed-address':       '地址有误,请从菜单重新进入。',
  'unsupported-media-type':  TELL_OPERATOR,
  'payload-too-large':       '内容过大,请拆分后分次提交。',
  'route-not-found':         TELL_OPERATOR,
  'method-not-allowed':      TELL_OPERATOR,
  'idempotency-key-required': TELL_OPERATOR,
  'idempotency-key-invalid': TELL_OPERATOR,
  'csrf-header-required':    TELL_OPERATOR,
  'too-many-requests':       '请稍等片刻再试。',
  'bad-request':             TELL_OPERATOR,
  'temporarily-unavailable': '系统暂时繁忙或正在维护,请稍后再试;您填写的内容仍在本页。',
  'internal-error':          '系统内部出错,您的操作没有完成。请再试一次;如仍不行,请把请求编号告诉系统管理员。',
};
