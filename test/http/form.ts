const BOUNDARY = 'duixian-form-boundary';

export interface Form {
  body: string;
  headers: Record<string, string>;
}

/** A form with one file, as a browser sends it. */
export function formOf(fields: Record<string, string>, file: { name: string; content: string } | null): Form {
  const parts = Object.entries(fields).map(
    ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  if (file) {
    parts.push(
      `Content-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n${file.content}\r\n`,
    );
  }
  return {
    body: `${parts.map((part) => `--${BOUNDARY}\r\n${part}`).join('')}--${BOUNDARY}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  };
}
