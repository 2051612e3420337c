import { type Database, hasAdministrator, makeFirstAdministrator } from '@duixian/casework';
import { type StartConfiguration } from './configuration';
import { StartRefusal } from './start-refusal';

/**
 * Production only: makes the account that all others come from, where FIRST_ADMINISTRATOR names it and nobody is an
 * administrator yet. Its password is printed this once. Without the setting, a system that nobody can sign in to says so.
 *
 * @throws StartRefusal when the account cannot be made
 */
export async function readyFirstAdministrator(
  db: Database,
  wanted: StartConfiguration['firstAdministrator'],
  note: (line: string) => void,
): Promise<void> {
  if (await hasAdministrator(db)) return;
  if (wanted === undefined) {
    note(
      'Nobody can sign in yet: start once with FIRST_ADMINISTRATOR=<user name>@<region code>, e.g. wang.wei@410000.',
    );
    return;
  }
  const { username, regionCode } = wanted;
  const made = await makeFirstAdministrator(db, { username, regionCode, displayName: '系统管理员' });
  if (!made.ok) throw new StartRefusal(`FIRST_ADMINISTRATOR cannot be made: ${made.refusal.message}`);
  note(
    `First administrator: ${username}, password ${made.value.initialPassword} (shown once; to be changed at the first sign-in).`,
  );
}
