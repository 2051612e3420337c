import { ROLE_LABELS, type Role } from '@duixian/workflow';

/** "区县初审 · 叶县": what somebody is, for reading; an enterprise's clerk holds no role. */
export function rolesInWords(
  grants: readonly { role: string; regionCode: string }[],
  regionName: (code: string) => string,
): string {
  if (grants.length === 0) return '企业经办人';
  return grants
    .map(({ role, regionCode }) => `${regionName(regionCode)} ${ROLE_LABELS[role as Role]}`)
    .join('、');
}
