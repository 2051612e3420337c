import type { Readable } from 'node:stream';
import { FileTooLarge, type FileStore, type StoredFile } from '@duixian/persistence';
import { MATERIAL_TYPES, materialTypeOf, type MaterialType } from './media-type';
import { refuse, type Refused } from './refusal';

export const MOST_MATERIAL_BYTES = 20 * 1024 * 1024;

/**
 * Takes a file from the network into the file store: at most 20 MB, not empty, and by its content one of the types that
 * may be attached, whatever its name says.
 */
export async function receiveFile(
  files: FileStore,
  content: Readable,
): Promise<{ file: StoredFile; type: MaterialType } | Refused> {
  let file: StoredFile;
  try {
    file = await files.receive(content, MOST_MATERIAL_BYTES);
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    return refuse('material-unusable', 'The file is larger than 20 MB: reduce or split it.', {
      mostBytes: MOST_MATERIAL_BYTES,
    });
  }
  if (file.sizeBytes === 0) return refuse('material-unusable', 'The file is empty: choose another one.');
  const type = materialTypeOf(await files.readWhole(file.contentHash));
  if (type) return { file, type };
  return refuse(
    'material-unusable',
    `By its content this is none of ${Object.keys(MATERIAL_TYPES).join(', ')}, whatever its name says: save it as PDF or as a picture.`,
    { types: Object.keys(MATERIAL_TYPES) },
  );
}
