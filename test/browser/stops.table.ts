import { type Scene } from './scene';
import { type Visitor } from './visitor';

/** A page as one person sees it. */
export interface Stop {
  /** Name of the picture. */
  readonly name: string;
  /** Who looks, by the name on the demo account; null: not signed in. */
  readonly who: string | null;
  /** Path of the page in the table of pages. */
  readonly page: string;
  /** The address, where the path alone is none. */
  readonly at?: (scene: Scene) => string;
  /** What is done on the page before it is looked at. */
  readonly before?: (visitor: Visitor) => Promise<void>;
}

// prettier-ignore
export const STOPS: readonly Stop[] = [
  { name: 'public-notices',         who: null,              page: '/notices' },
  { name: 'enterprise-cases',       who: '新华示例企业经办', page: '/applications' },
  { name: 'reviewer-tasks',         who: '湛河区初审员',     page: '/tasks' },
  { name: 'reviewer-cases',         who: '湛河区初审员',     page: '/cases' },
  { name: 'finance-budgets',        who: '市财政经办',       page: '/budgets' },
  { name: 'admin-regions',          who: '系统管理员',       page: '/regions' },
];
