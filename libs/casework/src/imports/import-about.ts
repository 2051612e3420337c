import type { ImportKind } from '@duixian/workflow';

/** What an officer says about what they import. */
export interface ImportAbout {
  kind: ImportKind;
  regionCode: string;
  /** Register or authority that it comes from, e.g. 市工业和信息化局. */
  source: string;
  documentNumber: string;
  /** Of two statements about the same, that of the later document counts. */
  documentDate: string;
  /** Everything up to and with this day is in it: what is absent then does not exist. */
  completeTo: string | null;
}
