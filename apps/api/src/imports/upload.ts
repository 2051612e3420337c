import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Upload } from '@duixian/casework';
import { type HttpRequest } from '../edge/http';
import { RequestRefused } from '../edge/problem';

export const MOST_UPLOAD_BYTES = 50 * 1024 * 1024;

type Part =
  | { type: 'file'; fieldname: string; filename: string; file: Readable & { truncated: boolean } }
  | { type: 'field'; fieldname: string; value: unknown };

/** A request of several parts, as the multipart plugin decorates it. */
type PartsRequest = HttpRequest & { isMultipart(): boolean; parts(options?: object): AsyncIterable<Part> };

export interface ReceivedForm {
  fields: Record<string, unknown>;
  /** Null when the form has no file. */
  upload: Upload | null;
}

/**
 * Takes a form with one file in, piece by piece, into a place of its own, and gives it to `use`; afterwards the file is
 * gone, whatever happened.
 * @throws RequestRefused for a body that is no form, breaks off, has two files, or is too large
 */
export async function withUpload<T>(
  request: HttpRequest,
  use: (form: ReceivedForm) => Promise<T>,
): Promise<T> {
  const form = request as PartsRequest;
  if (!form.isMultipart()) {
    throw new RequestRefused('unsupported-media-type', 'Send a form with the file: multipart/form-data.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'duixian-upload-'));
  try {
    return await use(await receive(form, join(folder, 'file')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(form: PartsRequest, path: string): Promise<ReceivedForm> {
  try {
    return await readParts(form, path);
  } catch (error) {
    if (!isBrokenForm(error)) throw error;
    throw new RequestRefused(
      'bad-request',
      'The form breaks off or has no boundary: send it again as a whole, as multipart/form-data.',
    );
  }
}

/** The reader of forms throws bare errors about the bytes it gets; its own limits and the disk say more, by a code. */
const isBrokenForm = (error: unknown): boolean =>
  error instanceof Error && error.constructor === Error && !('code' in error);

async function readParts(form: PartsRequest, path: string): Promise<ReceivedForm> {
  const fields: Record<string, unknown> = {};
  let upload: Upload | null = null;
  for await (const part of form.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
      continue;
    }
    if (upload) throw new RequestRefused('bad-request', 'Send one file at a time.');
    upload = await store(part, path);
  }
  return { fields, upload };
}

async function store(part: Part & { type: 'file' }, path: string): Promise<Upload> {
  const hash = createHash('sha256');
  let byteSize = 0;
  const counted = new Transform({
    transform(bytes: Buffer, _, done) {
      hash.update(bytes);
      byteSize += bytes.length;
      done(null, bytes);
    },
  });
  await pipeline(part.file, counted, createWriteStream(path, { mode: 0o600 }));
  if (part.file.truncated) throw tooLarge();
  const fileName = cleanName(part.filename);
  return { path, fileName, byteSize, contentHash: hash.digest('hex') };
}

export const tooLarge = (): RequestRefused =>
  new RequestRefused(
    'payload-too-large',
    `The file is larger than ${MOST_UPLOAD_BYTES / 1024 / 1024} MB. Divide it, or save it as .xlsx, which is packed.`,
  );

/** The name without folders and without what cannot be stored or shown. */
function cleanName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Surrogate}\uFFFD]/gu, '')
    .trim();
  return name.slice(0, 200) || 'file';
}
