/** What an administrator does with a person who has an account. */
export const ACCOUNT_ACTIONS = [
  'suspend',
  'resume',
  'reset_password',
  'reset_second_factor',
  'grant_role',
  'end_role',
  'link_party',
  'unlink_party',
] as const;
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number];
