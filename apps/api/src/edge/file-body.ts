import { type Readable } from 'node:stream';
import { type HttpReply, type HttpRequest } from './http';
import { RequestRefused } from './problem';

/**
 * The file that came as the body itself: nothing wraps it, so it is hashed as it is and never held in memory.
 *
 * @throws RequestRefused `unsupported-media-type` where the body is anything else
 */
export function fileIn({ body }: HttpRequest & { body: unknown }): Readable {
  const content = body as Readable | undefined;
  if (typeof content?.pipe === 'function') return content;
  throw new RequestRefused(
    'unsupported-media-type',
    'Send the file itself as the body, with Content-Type: application/octet-stream.',
  );
}

interface OpenedFile {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  content: Readable;
}

/** Answers with a file to save: never shown inside the origin of our own pages, whatever it holds. */
export function sendFile(
  reply: HttpReply,
  { fileName, mediaType, sizeBytes, content }: OpenedFile,
): Readable {
  reply
    .type(mediaType)
    .header('Content-Length', sizeBytes)
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .header('Content-Security-Policy', "default-src 'none'; sandbox");
  return content;
}
