import { type Shape } from '@duixian/api-client';
import { Button } from 'antd';
import { useRef } from 'react';
import { AS_BYTES, sizeInWords } from '../pieces/files';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { momentInWords } from '../pieces/moments';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

type Original = Shape<'OriginalShape'>;

/** The document as it was issued, to save; with the sum by which a copy can be compared. */
export function OriginalLink({ policyId, original }: { policyId: string; original: Original | null }) {
  if (original === null) return <span className="muted">未上传</span>;
  return (
    <>
      <a href={`/api/v1/policies/${policyId}/original`} download>
        {original.fileName}
      </a>{' '}
      <span className="muted small">
        {sizeInWords(original.sizeBytes)} · {momentInWords(original.attachedAt)} 上传 · SHA-256{' '}
        {original.contentHash.slice(0, 16)}
      </span>
    </>
  );
}

/** For officers of the place: another file takes the place of the one that is shown. */
export function AttachOriginal({ policyId, original }: { policyId: string; original: Original | null }) {
  const input = useRef<HTMLInputElement>(null);
  const attach = useAttachOriginal(policyId);
  return (
    <div>
      <HiddenFileInput
        input={input}
        label="文件原文"
        onChoose={(file) =>
          attach.run({ file, name: file.name, size: file.size, changedAt: file.lastModified })
        }
      />
      <Button loading={attach.busy} onClick={() => input.current?.click()}>
        {original === null ? '上传文件原文' : '更换文件原文'}
      </Button>
      {attach.error !== null && <ProblemNote error={attach.error} retry={attach.again} />}
    </div>
  );
}

interface Chosen {
  readonly file: File;
  /** By which one file is told from another while nobody knows whether it arrived. */
  readonly name: string;
  readonly size: number;
  readonly changedAt: number;
}

const useAttachOriginal = (policyId: string) =>
  useCommand((idempotencyKey: string, { file, name }: Chosen) =>
    valueOf(
      api.POST('/api/v1/policies/{id}/original', {
        params: {
          path: { id: policyId },
          query: { fileName: name },
          header: { 'Idempotency-Key': idempotencyKey },
        },
        body: file as never,
        ...AS_BYTES,
      }),
    ),
  );
