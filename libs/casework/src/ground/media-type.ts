import { filetypeinfo } from 'magic-bytes.js';

/** What may be attached: documents and pictures that every office can open. */
export const MATERIAL_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
} as const;
export type MaterialType = keyof typeof MATERIAL_TYPES;

/** A zip archive is one of these by an entry that its format requires (ECMA-376; GB/T 33190 for OFD). */
const BY_ENTRY: readonly (readonly [MaterialType, string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['ofd', 'OFD.xml'],
];

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The type by content, never by name; null for everything that may not be attached. */
export function materialTypeOf(content: Buffer): MaterialType | null {
  const names = new Set(filetypeinfo(content.subarray(0, 4100)).map((found) => found.typename));
  if (names.has('pdf')) return 'pdf';
  if (names.has('png')) return 'png';
  if (names.has('jpg') || names.has('jpeg')) return 'jpg';
  if (!names.has('zip')) return null;
  // A polyglot begins like an archive; a real one also ends like one.
  if (content.lastIndexOf(END_OF_DIRECTORY) < content.length - 66_000) return null;
  const entries = entryNames(content);
  return BY_ENTRY.find(([, entry]) => entries.has(entry))?.[0] ?? null;
}

const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

/** Names in the central directory of a zip archive (APPNOTE 4.3.12); what does not read as one ends the list. */
function entryNames(content: Buffer): Set<string> {
  const names = new Set<string>();
  const end = content.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > content.length) return names;
  let at = content.readUInt32LE(end + 16);
  while (at + ENTRY_BYTES <= end && content.readUInt32LE(at) === ENTRY) {
    const nameBytes = content.readUInt16LE(at + 28);
    names.add(content.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    at += ENTRY_BYTES + nameBytes + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return names;
}
