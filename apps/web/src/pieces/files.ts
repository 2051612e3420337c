/** What the API takes: it tells the type by content, so this only spares a person a choice that would be refused. */
export const ACCEPTED_FILES = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd';

export const sizeInWords = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;

/** Sends a file's own bytes as the body: what is hashed and kept is what was chosen. */
export const AS_BYTES = {
  bodySerializer: (body: unknown) => body as File,
  headers: { 'Content-Type': 'application/octet-stream' },
};
