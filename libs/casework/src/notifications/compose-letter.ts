/**
 * What leaves the house: what it is about and a link. Amounts, accounts, names and reasons stay behind the sign-in, since a
 * mailbox is read by others, forwarded and kept.
 */
export const composeMessage = (
  { title, link }: { title: string; link: string },
  consoleUrl: string,
): { subject: string; text: string } => ({
  subject: `【兑现】${title}`,
  text: [
    `您有一条新消息:${title}。`,
    `请登录查看:${consoleUrl}${link}`,
    '',
    '本邮件由系统自动发出,请勿回复。邮件中不含金额、账号和密码,我们也不会通过邮件索要。',
    `不想再收到的,请在“邮件提醒”中关闭:${consoleUrl}/mail`,
  ].join('\n'),
});

export const composeCode = (code: string, consoleUrl: string): { subject: string; text: string } => ({
  subject: '【兑现】邮箱验证码',
  text: [
    `您的邮箱验证码是 ${code},30 分钟内有效。`,
    `请在“邮件提醒”页面填写:${consoleUrl}/mail`,
    '',
    '不是您本人办理的,请忽略本邮件;没有验证码,您的邮箱不会被启用。',
  ].join('\n'),
});
