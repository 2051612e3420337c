/** Roles that see cases of their place: everybody but the administrator. */
export const OFFICIALS = [
  'reviewer',
  'finance_maker',
  'finance_checker',
  'policy_officer',
  'auditor',
] as const;
