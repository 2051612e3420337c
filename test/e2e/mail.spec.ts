import { type AddressInfo } from 'node:net';
import * as casework from '@duixian/casework';
import { act, Office, passDays, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import { smtpMailer } from '../../apps/worker/src/mail/smtp-mailer';

jest.setTimeout(120_000);

/** What the mail server does with what comes: takes it, refuses the address, puts it off, or takes it and never says so. */
let behaviour: 'take' | 'refuse' | 'defer' | 'take and break off' = 'take';
const taken: { to: string; subject: string; text: string }[] = [];

const failure = (responseCode: number) => Object.assign(new Error('mailbox unavailable'), { responseCode });
const server = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
  onRcptTo: (_address, _session, callback) =>
    callback(behaviour === 'refuse' ? failure(550) : behaviour === 'defer' ? failure(450) : undefined),
  onData: (stream, session, callback) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
      const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
      taken.push({ to, subject: head, text: Buffer.from(body, 'base64').toString('utf8') });
      if (behaviour !== 'take and break off') return callback();
      for (const connection of server.connections as Iterable<unknown>)
        (connection as { _socket: { destroy(): void } })._socket.destroy();
    });
  },
});
server.on('error', () => undefined);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
  });
  const rules = { from: 'duixian@city.test', consoleUrl: 'https://duixian.test' };
  office.mailer = smtpMailer({ ...rules, smtpUrl: `smtp://127.0.0.1:${port}` }, 2_000);
});
afterAll(async () => {
  server.close();
  await owner.end();
  await office.close();
});
beforeEach(() => {
  behaviour = 'take';
  taken.length = 0;
});

const command = async (username: string) => ({
  ...{ actor: await office.as(username), idempotencyKey: office.key() },
});
const settings = async (username: string): Promise<casework.MailSettingsView> =>
  valueOf(await casework.readMailSettings(office.db, true, await office.as(username)));
const propose = async (username: string, address: string) =>
  casework.proposeMailAddress(office.db, true, { ...(await command(username)), address });
const confirm = async (username: string, code: string) =>
  casework.confirmMailAddress(office.db, true, { ...(await command(username)), code });

async function asOwner(sql: string): Promise<void> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true); ${sql}; COMMIT`);
}

/** Lets what waits for its next try wait no longer, and works it off. */
async function tryAgain(): Promise<void> {
  await asOwner('UPDATE outbox SET available_at = clock_timestamp() WHERE done_at IS NULL');
  await office.drain();
}

/** A minute goes by as far as codes are concerned. */
const aMinuteLater = () =>
  owner.query(
    `BEGIN; SELECT set_config('duixian.scope', 'system', true); ALTER TABLE mail_letter DISABLE TRIGGER mail_letter_kept;
     UPDATE mail_letter SET created_at = created_at - interval '2 minutes'; ALTER TABLE mail_letter ENABLE TRIGGER mail_letter_kept; COMMIT`,
  );

async function verify(username: string, address: string): Promise<void> {
  valueOf(await propose(username, address));
  await office.drain();
  const code = /验证码是 (\d{6})/.exec(taken.at(-1)?.text ?? '')?.[1] ?? '';
  valueOf(await confirm(username, code));
  taken.length = 0;
}

it('an address counts only once the code that was mailed to it is shown; wrong codes are counted', async () => {
  expect(refusalOf(await confirm('xinhua-clerk', '000000'))).toBe('action-not-allowed');
  valueOf(await propose('xinhua-clerk', 'Clerk@XinHua.test'));
  expect(refusalOf(await propose('xinhua-clerk', 'other@xinhua.test'))).toBe('mail-code-unusable');
  await office.drain();
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatchObject({ to: 'clerk@xinhua.test' });
  const code = /验证码是 (\d{6})/.exec(taken[0]?.text ?? '')?.[1] ?? '';
  expect(await settings('xinhua-clerk')).toMatchObject({
    address: null,
    pendingAddress: 'clerk@xinhua.test',
  });
  const wrong = code === '111111' ? '222222' : '111111';
  for (let n = 0; n < 5; n += 1)
    expect(refusalOf(await confirm('xinhua-clerk', wrong))).toBe('mail-code-unusable');
  // Five were wrong: the right one is of no use any more.
  expect(refusalOf(await confirm('xinhua-clerk', code))).toBe('mail-code-unusable');
  expect((await settings('xinhua-clerk')).address).toBeNull();
  await aMinuteLater();
  await verify('xinhua-clerk', 'clerk@xinhua.test');
  expect(await settings('xinhua-clerk')).toMatchObject({
    address: 'clerk@xinhua.test',
    pendingAddress: null,
  });
  // Neither the trail nor the kept answers know the address.
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  const { rows } = await owner.query<{ n: number }>(
    `SELECT ((SELECT count(*) FROM audit_event e WHERE e.bytes LIKE '%xinhua.test%')
       + (SELECT count(*) FROM idempotency_key k WHERE k::text LIKE '%xinhua.test%'))::int AS n`,
  );
  await owner.query('ROLLBACK');
  expect(rows[0]?.n).toBe(0);
});

let id: string;
it('each message goes out once, as a title and a link; no amount, account, name or reason leaves the house', async () => {
  id = await walkToReview(office, 'xinhua');
  await act(office, 'xinhua-reviewer', id, (db, given) =>
    casework.returnApplication(db, { ...given, reason: '请补交入库证明,金额 200,000.00 元' }),
  );
  await office.drain();
  expect(taken.map(({ to }) => to)).toEqual(['clerk@xinhua.test', 'clerk@xinhua.test']);
  expect(taken[1]?.text).toContain(`https://duixian.test/applications/${id}`);
  expect(taken[1]?.text).toContain('请补正后重新提交');
  for (const { text, subject } of taken) expect(text + subject).not.toMatch(/元|入库证明|示例|有限公司/);
  expect((await settings('xinhua-clerk')).letters.slice(0, 2)).toMatchObject([
    { title: '请补正后重新提交', state: 'accepted', attempts: 1, answer: expect.stringMatching(/^250/) },
    { title: '申报已提交', state: 'accepted', attempts: 1 },
  ]);
  // Told again after a crash: nobody gets a second letter.
  await asOwner(
    `UPDATE outbox SET done_at = NULL, hinted_at = NULL WHERE topic IN ('notification.due', 'mail.due')`,
  );
  await office.drain();
  expect(taken).toHaveLength(2);
});

it('what is put off is tried again until it is taken, and arrives once', async () => {
  behaviour = 'defer';
  await act(office, 'xinhua-clerk', id, casework.submitApplication);
  await office.drain();
  await tryAgain();
  expect((await settings('xinhua-clerk')).letters[0]).toMatchObject({
    ...{ title: '补正已提交', state: 'waiting', attempts: 2, answer: '450 mailbox unavailable' },
  });
  behaviour = 'take';
  await tryAgain();
  await tryAgain();
  expect((await settings('xinhua-clerk')).letters[0]).toMatchObject({ state: 'accepted', attempts: 3 });
  expect(taken.filter(({ to }) => to === 'clerk@xinhua.test')).toHaveLength(1);
});

it('an answer that got lost after the content is not followed by a second letter', async () => {
  behaviour = 'take and break off';
  await act(office, 'xinhua-reviewer', id, casework.approveApplication);
  await office.drain();
  behaviour = 'take';
  await tryAgain();
  expect(taken).toHaveLength(1);
  const [letter] = (await settings('xinhua-clerk')).letters;
  expect(letter).toMatchObject({ title: '一个审核环节已通过', state: 'unknown', attempts: 1 });
  await asOwner(`UPDATE outbox SET done_at = NULL, hinted_at = NULL WHERE topic = 'mail.due'`);
  await office.drain();
  expect(taken).toHaveLength(1);
  const again = owner.query(
    `BEGIN; SELECT set_config('duixian.scope', 'system', true);
     INSERT INTO mail_attempt (id, letter_id, attempt_number, began_at) VALUES (gen_random_uuid(), '${letter?.id}', 2, now())`,
  );
  await expect(again).rejects.toThrow('mail_attempt_one_at_a_time');
  await owner.query('ROLLBACK');
});

it('an address that is refused for good is shown with the server’s words and left alone until it is verified again', async () => {
  behaviour = 'refuse';
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  const after = await settings('xinhua-clerk');
  expect(after).toMatchObject({ refusedAnswer: '550 mailbox unavailable' });
  expect(after.letters[0]).toMatchObject({ state: expect.stringMatching(/refused|dropped/) });
  expect(after.letters.map(({ state }) => state)).toContain('refused');
  behaviour = 'take';
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect(taken).toEqual([]);
  await aMinuteLater();
  await verify('xinhua-clerk', 'clerk@xinhua.test');
  expect((await settings('xinhua-clerk')).refusedAnswer).toBeNull();
});

it('nobody gets what they switched off, all of it or by its kind', async () => {
  await verify('zhanhe-reviewer', 'reviewer@zhanhe.test');
  const set = async (enabled: boolean, kinds: readonly casework.NotificationCategory[]) =>
    valueOf(
      await casework.setMail(office.db, true, { ...(await command('zhanhe-reviewer')), enabled, kinds }),
    );
  await set(true, ['reminder']);
  const other = await walkToReview(office, 'zhanhe');
  await office.drain();
  expect(taken).toEqual([]);
  const remind = async () =>
    valueOf(
      await casework.remindHolder(office.db, { ...(await command('zhanhe-clerk')), applicationId: other }),
    );
  await remind();
  await office.drain();
  expect(taken.map(({ to, text }) => [to, text.includes('催办')])).toEqual([['reviewer@zhanhe.test', true]]);
  await set(false, ['reminder', 'task']);
  await passDays(office, 7);
  await remind();
  await office.drain();
  expect(taken).toHaveLength(1);
});

it('whoever takes their address away gets nothing more, not even what was waiting', async () => {
  const remove = async () => casework.removeMailAddress(office.db, true, await command('yexian-clerk'));
  expect(refusalOf(await remove())).toBe('action-not-allowed');
  await verify('yexian-clerk', 'clerk@yexian.test');
  behaviour = 'defer';
  const mine = await walkToReview(office, 'yexian');
  await office.drain();
  expect((await settings('yexian-clerk')).letters[0]).toMatchObject({ state: 'waiting', attempts: 1 });
  const after = valueOf(await remove());
  expect(after).toMatchObject({ address: null, pendingAddress: null });
  expect(after.letters[0]).toMatchObject({ state: 'dropped' });
  behaviour = 'take';
  await tryAgain();
  await act(office, 'yexian-reviewer', mine, (db, given) =>
    casework.returnApplication(db, { ...given, reason: '请补交入库证明' }),
  );
  await tryAgain();
  expect(taken).toEqual([]);
  // A code that was asked for is of no use any more, and neither comes nor counts.
  await aMinuteLater();
  valueOf(await propose('yexian-clerk', 'new@yexian.test'));
  valueOf(await remove());
  await tryAgain();
  expect(taken).toEqual([]);
  expect(refusalOf(await confirm('yexian-clerk', '000000'))).toBe('action-not-allowed');
  // Theirs again once they show another code; what is waiting of before stays away.
  await aMinuteLater();
  await verify('yexian-clerk', 'clerk@yexian.test');
  expect(taken).toEqual([]);
});

it('letters and addresses are their owner’s alone, and without a mail server no code is asked for', async () => {
  expect(await settings('city-reviewer')).toMatchObject({ address: null, letters: [] });
  await owner.query('BEGIN');
  await owner.query(
    `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.actor', 'user:x', true)`,
  );
  const { rows } = await owner.query<{ n: number }>(
    'SELECT ((SELECT count(*) FROM mail_letter) + (SELECT count(*) FROM mail_address) + (SELECT count(*) FROM mail_attempt))::int AS n',
  );
  await owner.query('ROLLBACK');
  expect(rows[0]?.n).toBe(0);
  const off = await casework.proposeMailAddress(office.db, false, {
    ...(await command('city-reviewer')),
    address: 'city@city.test',
  });
  expect(refusalOf(off)).toBe('mail-off');
});
