import type { PolicyOriginalEntity } from '@duixian/persistence';

/** The issued text of a document, as it is shown beside the law as data. */
export interface OriginalView {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  /** SHA-256 of the file, by which anybody can compare it with their own copy. */
  contentHash: string;
  attachedAt: string;
}

export const originalView = (original: PolicyOriginalEntity | undefined): OriginalView | null =>
  original
    ? {
        fileName: original.fileName,
        mediaType: original.mediaType,
        sizeBytes: original.sizeBytes,
        contentHash: original.contentHash,
        attachedAt: original.attachedAt.toISOString(),
      }
    : null;
