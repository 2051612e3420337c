import { type Scene } from './scene';
import { type Visitor } from './visitor';

/** A page as one person sees it. */
export interface Stop {
  /** Name of the picture. */
  readonly name: string;
  /** Who looks, by user name; null: not signed in. */
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
  { name: 'enterprise-cases',       who: 'xinhua-clerk', page: '/applications' },
  { name: 'reviewer-tasks',         who: 'zhanhe-reviewer',     page: '/tasks' },
  { name: 'reviewer-cases',         who: 'zhanhe-reviewer',     page: '/cases' },
  { name: 'finance-budgets',        who: 'city-maker',       page: '/budgets' },
  { name: 'admin-regions',          who: 'admin',       page: '/regions' },
];
