import {
  type Database,
  hasAdministrator,
  makeFirstAdministrator,
  wantsAdministrator,
} from '@duixian/casework';
import { type StartConfiguration } from './configuration';
import { StartRefusal } from './start-refusal';

/**
 * Production only: makes the account that all others come from, where FIRST_ADMINISTRATOR names it and fewer than two administrators
 * who can sign in keep its region: the first one, and another one where only one is left, since roles about money take two. Its
 * password is printed this once. Without the setting, a system that nobody can sign in to says so.
 *
 * @throws StartRefusal when the account cannot be made
 */
export async function readyFirstAdministrator(
  db: Database,
  wanted: StartConfiguration['firstAdministrator'],
  note: (line: string) => void,
): Promise<void> {
  if (wanted === undefined) {
    if (await hasAdministrator(db)) return;
    note(
      'Nobody can sign in yet: start once with FIRST_ADMINISTRATOR=<user name>@<region code>, e.g. wang.wei@410000.',
    );
    return;
  }
  const { username, regionCode } = wanted;
  if (!(await wantsAdministrator(db, wanted))) return;
  const made = await makeFirstAdministrator(db, { username, regionCode, displayName: '系统管理员' });
  if (!made.ok) throw new StartRefusal(`FIRST_ADMINISTRATOR cannot be made: ${made.refusal.message}`);
  note(
    `Administrator of ${regionCode}: ${username}, password ${made.value.initialPassword} (shown once; to be changed at the first sign-in).`,
  );
}
