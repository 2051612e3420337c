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
    return refuse('material-unusable', '文件超过 20 MB,请压缩或拆分后上传。', {
      mostBytes: MOST_MATERIAL_BYTES,
    });
  }
  if (file.sizeBytes === 0) return refuse('material-unusable', '文件是空的,请重新选择。');
  const type = materialTypeOf(await files.readWhole(file.contentHash));
  if (type) return { file, type };
  return refuse(
    'material-unusable',
    `文件内容不属于 ${Object.keys(MATERIAL_TYPES).join('、')}(与文件名无关),请另存为 PDF 或图片后上传。`,
    { types: Object.keys(MATERIAL_TYPES) },
  );
}
