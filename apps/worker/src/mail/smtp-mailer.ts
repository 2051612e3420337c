import { Readable } from 'node:stream';
import type { Letter, MailAnswer, Mailer, MailRules } from '@duixian/casework';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

const PATIENCE_MS = 20_000;
const LONGEST_ANSWER = 500;

/**
 * Sends letters over SMTP, one connection each. Whether the server can have taken a letter is told by whether its content
 * began to leave: before that nothing arrived, whatever went wrong.
 */
export function smtpMailer(rules: MailRules, patienceMs = PATIENCE_MS): Mailer {
  return { send: (letter) => sendOne(rules, letter, patienceMs) };
}

async function sendOne(rules: MailRules, letter: Letter, patienceMs: number): Promise<MailAnswer> {
  const content = await compose(rules, letter);
  const server = serverOf(rules.smtpUrl);
  const connection = new SMTPConnection({
    ...{ host: server.host, port: server.port, secure: server.secure, requireTLS: server.requireTls },
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
  });
  let contentBegan = false;
  const stream = Readable.from(
    (function* () {
      contentBegan = true;
      yield content;
    })(),
  );
  try {
    return await new Promise<MailAnswer>((answer) => {
      const failed = (error: SmtpError): void => answer(answerOf(error, contentBegan));
      connection.on('error', failed);
      const send = (): void =>
        connection.send({ from: rules.from, to: letter.to }, stream, (error, info) =>
          error ? failed(error) : answer(accepted(info?.response ?? '')),
        );
      connection.connect((error) => {
        if (error) failed(error);
        else if (server.auth === null) send();
        else connection.login(server.auth, (problem) => (problem ? failed(problem) : send()));
      });
    });
  } finally {
    stream.destroy();
    connection.close();
  }
}

const compose = ({ from }: MailRules, { id, to, subject, text }: Letter): Promise<Buffer> =>
  new MailComposer({
    ...{ from, to, subject, text, messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>` },
    // Nobody's absence is told to a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
    .compile()
    .build();

interface Server {
  host: string;
  port: number;
  secure: boolean;
  requireTls: boolean;
  auth: { credentials: { user: string; pass: string } } | null;
}

/** A password never goes over an open line, except within this machine. */
function serverOf(smtpUrl: string): Server {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const auth =
    username === ''
      ? null
      : { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  const near = ['localhost', '127.0.0.1', '::1'].includes(host);
  return {
    ...{ host, secure, auth, port: port === '' ? (secure ? 465 : 587) : Number(port) },
    requireTls: !secure && auth !== null && !near,
  };
}

type SmtpError = Error & {
  responseCode?: number | undefined;
  command?: string | undefined;
  response?: unknown;
};

const accepted = (answer: string): MailAnswer => ({
  ...{ outcome: 'accepted', badAddress: false, answer: answer.slice(0, LONGEST_ANSWER) },
});

function answerOf(
  { responseCode, command, response, message }: SmtpError,
  contentBegan: boolean,
): MailAnswer {
  const said = typeof response === 'string' && response !== '' ? response : message;
  const answer = said.slice(0, LONGEST_ANSWER);
  const forGood = responseCode !== undefined && responseCode >= 500;
  if (contentBegan && command !== 'DATA') return { outcome: 'unknown', badAddress: false, answer };
  if (contentBegan && responseCode === undefined) return { outcome: 'unknown', badAddress: false, answer };
  // Our own sign-in or a line that is not encrypted is for the operator to mend, and no fault of the letter.
  const ofTheLetter = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? '');
  if (forGood && ofTheLetter) return { outcome: 'refused', badAddress: command === 'RCPT TO', answer };
  return { outcome: 'deferred', badAddress: false, answer };
}
