import { type RefusalCode } from '@duixian/casework';

/** What only HTTP can get wrong; the use cases know nothing of it. */
export type EdgeCode =
  | 'validation-failed'
  | 'malformed-json'
  | 'unusable-text'
  | 'malformed-address'
  | 'unsupported-media-type'
  | 'payload-too-large'
  | 'route-not-found'
  | 'method-not-allowed'
  | 'idempotency-key-required'
  | 'idempotency-key-invalid'
  | 'csrf-header-required'
  | 'password-change-required'
  | 'too-many-requests'
  | 'bad-request'
  | 'temporarily-unavailable'
  | 'internal-error';

export type ProblemCode = RefusalCode | EdgeCode;

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly titleZh: string;
}

const kind = (status: number, title: string, titleZh: string): ProblemKind => ({ status, title, titleZh });

/** Every refusal and its HTTP answer (RFC 9110 status, RFC 9457 title). A code without a row does not compile. */
// prettier-ignore
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  'unauthenticated':         kind(401, 'Sign in first', '请先登录'),
  'wrong-credentials':       kind(401, 'User name or password is wrong', '用户名或密码不正确'),
  'account-locked':          kind(403, 'The account is locked for a while', '账号已临时锁定'),
  'forbidden':               kind(403, 'You may not do this', '无权进行此操作'),
  'separation-of-duties':    kind(403, 'Somebody else must do this', '同一事项须由不同人员办理'),
  'recused':                 kind(403, 'You keep your hands off this', '您对此事项须回避'),
  'not-found':               kind(404, 'Nothing like this is within your reach', '未找到,或不在您的权限范围内'),
  'stale-version':           kind(409, 'It changed meanwhile', '数据已被他人更新'),
  'action-not-allowed':      kind(409, 'The present state does not allow this', '当前状态不允许此操作'),
  'idempotency-key-reused':  kind(422, 'This Idempotency-Key was used for another request', '幂等键已用于其他请求'),
  'call-closed':             kind(409, 'The call takes no applications now', '不在申报期内'),
  'call-outdated':           kind(409, 'The law no longer has what the call names', '申报通知所列条款已不再施行'),
  'call-invalid':            kind(422, 'The call does not hold together', '申报通知内容不符合要求'),
  'call-number-taken':       kind(409, 'Another call has this number', '申报通知编号已被使用'),
  'coverage-invalid':        kind(422, 'The mark of completeness does not hold together', '完整性声明内容不符合要求'),
  'sweep-invalid':           kind(422, 'The sweep cannot be run like this', '比对范围不符合要求'),
  'sweep-registers-stale':   kind(409, 'Registers of the sweep are stale', '登记数据已过时'),
  'sweep-under-way':         kind(409, 'Another sweep of the city is under way', '本市已有在办的批量比对'),
  'offer-expired':           kind(409, 'The offer has expired', '推送已过期'),
  'outside-the-call':        kind(422, 'The call is not for this applicant', '不属于本次申报范围'),
  'duplicate-application':   kind(409, 'There is a live application already', '已有在办申报'),
  'claimed-twice':           kind(409, 'The same is claimed by another application', '同一事项另有申报'),
  'facts-invalid':           kind(422, 'Some facts cannot be taken as they are', '部分事实数据不符合要求'),
  'facts-not-attested':      kind(409, 'Facts have to be attested first', '尚有事实未经核实'),
  'material-unusable':       kind(422, 'The file cannot be taken', '材料文件不符合要求'),
  'materials-missing':       kind(409, 'Required materials are missing', '必备材料不齐'),
  'nothing-to-award':        kind(409, 'Nothing is determined to be paid', '没有可兑付的条款'),
  'payee-account-unusable':  kind(409, 'The payee account cannot be used', '收款账户不可用'),
  'consultation-invalid':    kind(422, 'These departments cannot be asked', '征求意见的部门不符合要求'),
  'consultation-open':       kind(409, 'Departments were asked and have not all answered', '部门意见尚未收齐'),
  'recusal-invalid':         kind(422, 'No relation of this person can be recorded', '不能登记此人回避'),
  'delegation-invalid':      kind(422, 'This cannot be delegated', '不能这样委托'),
  'delegation-over':         kind(403, 'The delegation has ended', '代理已结束'),
  'task-of-another':         kind(409, 'The task is somebody else’s', '此件由他人承办'),
  'transfer-invalid':        kind(422, 'The task cannot be handed to this person', '不能转办给这位同事'),
  'question-open':           kind(409, 'A question about this offer waits for its answer', '上一个询问尚未答复'),
  'question-over':           kind(409, 'The question is over', '这次询问已结束'),
  'consultation-over':       kind(409, 'The consultation is over', '征求意见已结束'),
  'audit-invalid':           kind(422, 'The opinion of this firm cannot be taken', '审计意见不符合要求'),
  'audit-missing':           kind(409, 'The audit has no opinion yet', '尚未登记审计意见'),
  'audit-adverse':           kind(409, 'An adverse audit is passed with a reason only', '审计结论为否定意见'),
  'case-held':               kind(409, 'The case is held until somebody has looked', '该申报已暂停,核实解除后才能继续'),
  'payments-held':           kind(409, 'Payments are held until two people have looked', '有付款已暂停,核实解除后才能继续'),
  'not-demanded':            kind(409, 'The demand has not been confirmed yet', '该笔追回尚未经复核同意'),
  'not-settled':             kind(409, 'The payment has not arrived yet', '该笔付款尚未到账'),
  'payee-fixed':             kind(409, 'The account of this payment cannot change now', '该笔付款的收款账户不能再改'),
  'account-invalid':         kind(422, 'The account cannot be taken as it is', '收款账户不符合要求'),
  'bank-codes-invalid':      kind(422, 'The table of bank codes cannot be taken', '联行号表不符合要求'),
  'budget-invalid':          kind(422, 'The change of budget does not hold together', '指标调整内容不符合要求'),
  'budget-line-taken':       kind(409, 'There is such a budget line already', '已有相同的预算指标'),
  'budget-insufficient':     kind(409, 'Not enough is free on the budget line', '可用指标不足'),
  'batch-empty':             kind(409, 'No payment is waiting', '没有待拨付的款项'),
  'payments-not-available':  kind(409, 'Some payments cannot go into this batch', '部分款项不能列入本批次'),
  'batch-changed':           kind(409, 'The batch is not what was prepared', '批次内容与编制时不一致'),
  'payment-contested':       kind(409, 'A person must clear up this payment first', '该笔付款存在争议,须先人工核实'),
  'recovery-invalid':        kind(422, 'The demand to pay back does not hold together', '追回内容不符合要求'),
  'statement-invalid':       kind(422, 'The statement cannot be read', '对账单无法读取'),
  'statement-already-read':  kind(409, 'The statement was read before', '对账单已导入过'),
  'file-not-written':        kind(409, 'The file of the batch is not written yet', '付款文件尚未生成'),
  'file-already-written':    kind(409, 'The file of the batch was written before', '付款文件已生成'),
  'result-invalid':          kind(422, 'The result file cannot be taken', '结果文件不符合要求'),
  'result-already-read':     kind(409, 'The result file was read before', '结果文件已导入过'),
  'objection-invalid':       kind(422, 'The objection cannot be taken', '异议无法受理'),
  'notice-automatic':        kind(409, 'The notices of this call are published by the system', '该通知的公示自动发布'),
  'notice-empty':            kind(409, 'No case can go on the notice', '没有可以列入公示的申报'),
  'notice-over':             kind(409, 'The notice is over', '公示期已结束'),
  'policy-not-tried':        kind(409, 'Validate and try this text first', '须先校验并试算'),
  'policy-overtaken':        kind(409, 'Another version was published meanwhile', '其间已公布另一版本'),
  'reading-invalid':         kind(422, 'The choice of a reading does not fit', '口径选择不符合要求'),
  'decision-not-wanted':     kind(409, 'Nothing is left to a decision here', '该事项不需要人工决定'),
  'decision-out-of-range':   kind(422, 'The decision is beyond its bounds', '决定超出规定范围'),
  'decision-refused':        kind(422, 'The law does not take this decision', '所作决定不符合规定'),
  'import-invalid':          kind(422, 'The import does not hold together', '导入信息不符合要求'),
  'import-file-unreadable':  kind(422, 'The file cannot be read as a table', '文件无法读取'),
  'import-columns-wrong':    kind(422, 'The columns are not those of the template', '表头与模板不符'),
  'import-already-read':     kind(409, 'The same content was imported before', '相同内容已经导入过'),
  'import-in-use':           kind(409, 'Something rests on what it brought', '已有事项以其为依据'),
  'day-closed':              kind(409, 'The day is closed', '该日已日终关账'),
  'day-not-reconciled':      kind(409, 'The day cannot be closed yet', '该日尚不能关账'),
  'not-proven':              kind(409, 'The evidence is not complete', '依据尚不充分'),
  'second-factor-off':       kind(409, 'One-time codes are not in use', '未启用动态口令'),
  'second-factor-missing':   kind(403, 'Enrol a second factor first', '尚未绑定动态口令'),
  'second-factor-required':  kind(403, 'A one-time code is needed', '须输入动态口令'),
  'second-factor-wrong':     kind(403, 'The one-time code is wrong or used', '动态口令不正确'),
  'second-factor-locked':    kind(403, 'Too many wrong codes', '动态口令已临时锁定'),
  'white-list-invalid':      kind(422, 'The white list cannot be made like this', '白名单不能这样生成'),
  'white-list-waiting':      kind(409, 'A version of this white list waits for approval', '已有一版等待审定'),
  'white-list-not-approved': kind(409, 'The white list is not approved', '白名单尚未审定'),
  'target-invalid':          kind(422, 'This is no target', '目标不能使用'),
  'template-invalid':        kind(422, 'The template cannot be used', '意见模板不能使用'),
  'mail-off':                kind(409, 'E-mail is not in use', '未启用邮件提醒'),
  'mail-code-unusable':      kind(409, 'The code cannot be used', '验证码不能使用'),
  'second-administrator-missing': kind(409, 'There is no second administrator to confirm it', '没有第二名系统管理员可以确认'),
  'username-taken':          kind(409, 'Another account has this user name', '用户名已被使用'),
  'person-invalid':          kind(422, 'This does not fit the person', '人员信息不符合要求'),
  'password-unusable':       kind(422, 'The password is too easy to guess', '新密码不符合要求'),
  'region-taken':            kind(409, 'Another region has this code', '区划代码已被使用'),
  'region-invalid':          kind(422, 'The region does not hold together', '区划信息不符合要求'),
  'channel-takes-two':       kind(400, 'Another way to pay takes two administrators', '付款方式须经两名管理员变更'),
  'period-invalid':          kind(422, 'The period ends before it begins', '起止日期不符合要求'),
  'calendar-invalid':        kind(422, 'The calendar does not hold together', '节假日安排不符合要求'),
  'policy-invalid':          kind(422, 'The policy document is not valid', '政策文件不符合要求'),

  'validation-failed':       kind(400, 'The request does not fit', '请求内容不符合要求'),
  'malformed-json':          kind(400, 'The body is not readable JSON', '请求正文不是可读的 JSON'),
  'unusable-text':           kind(400, 'The body holds text that cannot be stored', '请求正文含有无法保存的字符'),
  'malformed-address':       kind(400, 'The address cannot be read', '请求地址无法识别'),
  'unsupported-media-type':  kind(415, 'Send application/json', '请以 application/json 格式提交'),
  'payload-too-large':       kind(413, 'The body is too large', '请求正文过大'),
  'route-not-found':         kind(404, 'There is no such address', '没有这个地址'),
  'method-not-allowed':      kind(405, 'This address does not take this method', '该地址不支持此方法'),
  'idempotency-key-required': kind(400, 'An Idempotency-Key header is required', '缺少 Idempotency-Key 请求头'),
  'idempotency-key-invalid': kind(400, 'The Idempotency-Key header is not usable', 'Idempotency-Key 请求头不可用'),
  'csrf-header-required':    kind(403, 'A header that only our own pages send is missing', '缺少防跨站请求头'),
  'password-change-required': kind(403, 'Choose a password of your own first', '请先修改初始密码'),
  'too-many-requests':       kind(429, 'Too many requests', '请求过于频繁'),
  'bad-request':             kind(400, 'The request cannot be understood', '无法理解该请求'),
  'temporarily-unavailable': kind(503, 'Not available at the moment', '服务暂时不可用'),
  'internal-error':          kind(500, 'Something went wrong on our side', '系统内部错误'),
};
