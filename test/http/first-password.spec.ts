import { Town } from './town';

jest.setTimeout(60_000);

let town: Town;
beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

it('a password that was handed out opens nothing but the change to one’s own', async () => {
  const admin = await town.as('admin');
  const person = { username: 'zhao.liu', displayName: '赵六', regionCode: '410402' };
  const { id, initialPassword } = await admin.make<{ id: string; initialPassword: string }>('people', person);
  await admin.make(`people/${id}/actions`, {
    ...{ action: 'grant_role', role: 'auditor', regionCode: '410402', reason: '岗位调整' },
  });
  const caller = await town.signIn(person.username, initialPassword);
  for (const path of ['people', 'applications', 'audit/events', 'regions']) {
    const { status, body } = await caller.send('get', path);
    expect([path, status, (body as { code: string }).code]).toEqual([path, 403, 'password-change-required']);
  }
  expect((await caller.send('get', 'notices')).status).toBe(200);
  expect(await caller.read('sessions/current')).toMatchObject({ mustChangePassword: true });
  const change = { currentPassword: initialPassword, newPassword: 'four plain words here' };
  await caller.make('sessions/current/password', change);
  expect((await caller.send('get', 'audit/events')).status).toBe(200);
  expect(await caller.read('sessions/current')).toMatchObject({ mustChangePassword: false });
});
