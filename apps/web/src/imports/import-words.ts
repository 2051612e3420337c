import { type Shape } from '@duixian/api-client';
import { IMPORT_KINDS, importOperation, type ImportKind, permitSomewhere } from '@duixian/workflow';
import { actorOf, type Session } from '../shell/session';

export type Import = Shape<'ImportShape'>;
export type ImportRow = Shape<'ImportRowShape'>;
export type Outcome = ImportRow['outcome'];

/** What a row comes to. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  new: '新增',
  changed: '变更',
  outdated: '较旧',
  known: '已有',
  rejected: '未导入',
};

export const OUTCOME_HINTS: Readonly<Record<Outcome, string>> = {
  new: '系统中没有,生效后新增',
  changed: '与现有数据不同,文件较新,生效后以本次为准',
  outdated: '与现有数据不同,文件较旧,留存但不作为现行数据',
  known: '与现有数据相同,不重复记录',
  rejected: '有错误,不会导入;改好后可单独再导入',
};

export const OUTCOME_TONES: Readonly<Record<Outcome, string>> = {
  new: 'paid',
  changed: 'in_review',
  outdated: 'neutral',
  known: 'neutral',
  rejected: 'rejected',
};

/** How an import looks in its states, in the tones of `ToneTag`. */
export const IMPORT_TONES: Readonly<Record<Import['state'], string>> = {
  previewed: 'returned',
  committing: 'in_review',
  committed: 'paid',
  discarded: 'neutral',
  undone: 'neutral',
};

/** The kinds that this person may import somewhere. */
export const kindsOf = (session: Session): ImportKind[] =>
  IMPORT_KINDS.filter((kind) => permitSomewhere(actorOf(session), importOperation(kind)));

export const sizeInWords = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
