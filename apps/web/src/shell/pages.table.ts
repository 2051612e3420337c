import { type Operation } from '@duixian/workflow';
import { type ComponentType } from 'react';
import { type Audience } from './audiences';

export interface PageRow {
  /** Path as react-router has it. */
  readonly path: string;
  readonly title: string;
  /** Whose menu it is in, and who may open it. */
  readonly for: readonly Audience[];
  /** Absent: reached from another page. */
  readonly menu?: string;
  /** Operations without which the page makes no sense; a test holds each audience against the permission table. */
  readonly asks: readonly Operation[];
  /** Loaded when first opened. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

const OFFICIALS = ['reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor'] as const;
const FINANCE = ['finance_maker', 'finance_checker'] as const;

/** Every page of the console. One file per page, named after it, in the folder of its capability. */
// prettier-ignore
export const PAGES: readonly PageRow[] = [
  { path: '/applications',      title: '我的申报',   for: ['enterprise'], menu: '我的申报',  asks: ['application.list'],  load: () => import('../applications/my-applications-page') },
  { path: '/tasks',             title: '待办',       for: ['reviewer'],   menu: '待办',      asks: ['task.list'],         load: () => import('../applications/tasks-page') },
  { path: '/cases',             title: '申报总览',   for: OFFICIALS,      menu: '申报总览',  asks: ['application.list'],  load: () => import('../applications/cases-page') },
  { path: '/budgets',           title: '预算指标',   for: [...FINANCE, 'auditor'], menu: '预算指标', asks: ['budget.list'], load: () => import('../funds/budgets-page') },
  { path: '/regions',           title: '行政区划',   for: ['administrator'], menu: '行政区划', asks: ['region.list'],     load: () => import('../identity/regions-page') },
  { path: '/notices',           title: '公示公告',   for: ['anyone'],     menu: '公示公告',  asks: ['notice.list'],       load: () => import('../notices/notices-page') },
];
