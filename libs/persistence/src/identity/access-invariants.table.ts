import type { MoneyInvariant } from '../funds/money-invariants.table';

/** Who may decide about money, held to the people who said so. */
export const ACCESS_INVARIANTS: readonly MoneyInvariant[] = [
  {
    name: 'a role that decides about money was given by two administrators, none of them its holder',
    title: '涉及资金决定的角色均由本人以外的两名管理员授予',
    about: `SELECT count(*) FROM role_grant WHERE role_takes_two(role)`,
    // What was given before it took two stands as it is; only the first administrator of all made the second one alone.
    broken: `
      SELECT 'role-alone' AS kind, ARRAY[g.role::text, g.user_id::text, g.region_code::text] AS figures
      FROM role_grant g WHERE role_takes_two(g.role) AND NOT CASE g.basis
        WHEN 'two' THEN EXISTS (SELECT 1 FROM access_proposal p WHERE p.id = g.proposal_id AND p.action = 'grant_role'
          AND p.state = 'confirmed' AND (p.user_id, p.role, p.region_code) = (g.user_id, g.role, g.region_code)
          AND p.proposed_by <> p.decided_by AND g.user_id NOT IN (p.proposed_by, p.decided_by))
        WHEN 'alone' THEN g.role = 'administrator' AND NOT EXISTS (SELECT 1 FROM role_grant other
          WHERE other.role = 'administrator' AND other.id < g.id AND other.user_id <> g.granted_by)
        ELSE g.basis IN ('setup', 'earlier') END`,
  },
  {
    name: 'a treasury pays as its region began, or as two administrators said since',
    title: '财政付款方式与启用时一致,或经两名管理员变更',
    about: `SELECT count(*) FROM region`,
    broken: `
      SELECT 'channel-alone' AS kind, ARRAY[r.code::text, r.payment_channel::text] AS figures
      FROM region r WHERE NOT CASE WHEN r.channel_proposal_id IS NULL THEN r.payment_channel = r.first_channel
        ELSE EXISTS (SELECT 1 FROM channel_proposal p WHERE p.id = r.channel_proposal_id AND p.region_code = r.code
          AND p.state = 'confirmed' AND p.to_channel = r.payment_channel AND p.proposed_by <> p.decided_by) END`,
  },
];
