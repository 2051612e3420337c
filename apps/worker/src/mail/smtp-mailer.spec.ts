import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { smtpMailer } from './smtp-mailer';

/** A real server whose refusals are chosen by a test; answers what it took. */
async function serve(
  options: SMTPServerOptions = {},
): Promise<{ url: string; taken: string[]; close: () => void }> {
  const taken: string[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('utf8'));
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
  });
  return { url: `smtp://127.0.0.1:${port}`, taken, close: () => server.close() };
}

/** Speaks only as far as a test lets it. */
async function script(
  answers: (line: string, socket: Socket) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 test ESMTP\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        answers(line, socket);
      }
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  return { url: `smtp://127.0.0.1:${port}`, server };
}

const LETTER = { id: '0190', to: 'li@county.test', subject: '【兑现】新的待办', text: '您有一条新消息。' };
const send = (smtpUrl: string) =>
  smtpMailer({ smtpUrl, from: 'duixian@city.test', consoleUrl: 'https://duixian.test' }, 1_500).send(LETTER);

it('a letter arrives as it was written, under one Message-ID however often it is tried', async () => {
  const server = await serve();
  expect(await send(server.url)).toMatchObject({
    outcome: 'accepted',
    answer: expect.stringMatching(/^250/),
  });
  server.close();
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]).toContain('Message-ID: <0190@city.test>');
  expect(server.taken[0]).toContain('To: li@county.test');
  expect(server.taken[0]).toContain('Auto-Submitted: auto-generated');
});

it.each([
  [550, 'refused', true],
  [450, 'deferred', false],
])('an address that is refused with %i is %s', async (responseCode, outcome, badAddress) => {
  const server = await serve({
    onRcptTo: (_address, _session, callback) =>
      callback(Object.assign(new Error('no such mailbox'), { responseCode })),
  });
  expect(await send(server.url)).toEqual({
    outcome,
    badAddress,
    answer: `${responseCode} no such mailbox`,
  });
  server.close();
  expect(server.taken).toEqual([]);
});

it.each([
  [554, 'refused'],
  [451, 'deferred'],
])(
  'a letter that is refused with %i after its content is %s: the server says that it has not taken it',
  async (responseCode, outcome) => {
    const server = await serve({
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on('end', () => callback(Object.assign(new Error('not this one'), { responseCode })));
      },
    });
    expect(await send(server.url)).toMatchObject({ outcome, badAddress: false });
    server.close();
  },
);

it('an answer that is lost after the content leaves open whether it arrived', async () => {
  const greeting: Record<string, string> = {
    EHLO: '250 test',
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go on',
  };
  const { url, server } = await script((line, socket) => {
    if (line === '.') socket.destroy();
    const known = greeting[line.slice(0, 4)];
    if (known !== undefined) socket.write(`${known}\r\n`);
  });
  expect(await send(url)).toMatchObject({ outcome: 'unknown' });
  server.close();
});

it('a server that falls silent after the content leaves it open too', async () => {
  const { url, server } = await script((line, socket) => {
    const known: Record<string, string> = {
      EHLO: '250 test',
      MAIL: '250 ok',
      RCPT: '250 ok',
      DATA: '354 go on',
    };
    const answer = known[line.slice(0, 4)];
    if (answer !== undefined) socket.write(`${answer}\r\n`);
  });
  expect(await send(url)).toMatchObject({ outcome: 'unknown' });
  server.close();
});

it('a connection that breaks before the content took nothing along', async () => {
  const { url, server } = await script((line, socket) => {
    if (line.startsWith('EHLO')) socket.write('250 test\r\n');
    if (line.startsWith('RCPT')) socket.destroy();
    if (line.startsWith('MAIL')) socket.write('250 ok\r\n');
  });
  expect(await send(url)).toMatchObject({ outcome: 'deferred' });
  server.close();
});

it('a server that is down, or does not take our password, puts letters off', async () => {
  const gone = await serve();
  gone.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await send(gone.url)).toMatchObject({ outcome: 'deferred' });
  const strict = await serve({
    ...{ authOptional: false, allowInsecureAuth: true },
    onAuth: (_auth, _session, callback) => callback(new Error('no')),
  });
  expect(await send(strict.url.replace('//', '//duixian:wrong@'))).toMatchObject({ outcome: 'deferred' });
  strict.close();
  expect(strict.taken).toEqual([]);
});
