import { type PersonActor, type Role } from './actors';

/** Roles whose people give the opinion of their department (征求部门意见). */
export const CONSULTED_ROLES = ['reviewer', 'finance_maker', 'finance_checker', 'policy_officer'] as const;
export type ConsultedRole = (typeof CONSULTED_ROLES)[number] & Role;

/** A department that is asked: the people of a role at exactly this region. */
export interface Department {
  regionCode: string;
  role: ConsultedRole;
}

/** How asking ends: all answered, taken back by who asked, or over together with the stage that asked. */
export const CONSULTATION_ENDS = ['answered', 'recalled', 'lapsed'] as const;
export type ConsultationEnd = (typeof CONSULTATION_ENDS)[number];

/** Verbs that decide a stage and wait until every department has answered. */
export const WAITS_FOR_OPINIONS: readonly string[] = ['approve', 'reject', 'consult'];

export type DepartmentProblem = 'none' | 'twice' | 'outside' | 'own-stage';

/**
 * What is wrong with a list of departments; null when it can be asked.
 * @param path region of the case and those above it: only they may read the case
 * @param stageRegionCode whose reviewers ask: they do not ask themselves
 */
export function departmentProblem(
  departments: readonly Department[],
  path: readonly string[],
  stageRegionCode: string,
): DepartmentProblem | null {
  if (departments.length === 0) return 'none';
  const names = departments.map(({ regionCode, role }) => `${regionCode} ${role}`);
  if (new Set(names).size < names.length) return 'twice';
  if (departments.some(({ regionCode }) => !path.includes(regionCode))) return 'outside';
  return names.includes(`${stageRegionCode} reviewer`) ? 'own-stage' : null;
}

/** Whether a person speaks for a department: its role, granted at exactly its region. */
export const speaksFor = (
  { grants }: Pick<PersonActor, 'grants'>,
  { regionCode, role }: Department,
): boolean => grants.some((grant) => grant.role === role && grant.regionCode === regionCode);
