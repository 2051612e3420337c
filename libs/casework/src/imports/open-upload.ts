import { openSpreadsheet } from '@duixian/spreadsheet';
import type { ImportKind } from '@duixian/workflow';
import { isHeaderOf } from './match-columns';
import type { ImportTable, OpenTable } from './receive-import';

/** A file that came in and was put somewhere for as long as it is read. */
export interface Upload {
  path: string;
  fileName: string;
  byteSize: number;
  contentHash: string;
}

/** A file as a table to import. What it is shows when it is opened. */
export function tableOfUpload(kind: ImportKind, upload: Upload): ImportTable {
  const { path, fileName, byteSize, contentHash } = upload;
  return {
    ...{ fileName, byteSize, contentHash },
    open: async (): Promise<OpenTable> => openSpreadsheet(path, { isHeader: isHeaderOf(kind) }),
  };
}
