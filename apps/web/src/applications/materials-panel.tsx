import { Button } from 'antd';
import { useRef } from 'react';
import { AS_BYTES, sizeInWords } from '../pieces/files';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Case } from './case-query';

type Material = Case['materials'][number];

/** Required materials without a file: they keep a case from being submitted. */
export const missingMaterials = ({ materials }: Case): readonly Material[] =>
  materials.filter(({ required, files }) => required && files.length === 0);

/** What the call asks for with the files of the case, to download; while the applicant may edit, to add and remove. */
export function MaterialsPanel({ one, mayChange = false }: { one: Case; mayChange?: boolean }) {
  if (one.materials.length === 0) return null;
  return (
    <Panel title="申报材料">
      {mayChange && (
        <p className="muted">可上传 PDF、图片、DOCX、XLSX 或 OFD 文件,每个不超过 20 MB;上传后即保存。</p>
      )}
      <ul className="materials">
        {one.materials.map((material) => (
          <MaterialRow key={material.key} caseId={one.id} material={material} mayChange={mayChange} />
        ))}
      </ul>
    </Panel>
  );
}

interface RowGiven {
  readonly caseId: string;
  readonly material: Material;
  readonly mayChange: boolean;
}

function MaterialRow({ caseId, material, mayChange }: RowGiven) {
  const { title, required, files } = material;
  const input = useRef<HTMLInputElement>(null);
  const attach = useAttach(caseId, material.key);
  const remove = useRemove(caseId);
  const choose = (file: File): void => {
    remove.forget();
    attach.run({ file, name: file.name, size: file.size, changedAt: file.lastModified });
  };
  return (
    <li>
      <div className="material-head">
        <span>
          <strong>{title}</strong> <span className="muted small">{required ? '必交' : '选交'}</span>
        </span>
        {mayChange && (
          <>
            <HiddenFileInput input={input} label={`${title} 文件`} onChoose={choose} />
            <Button
              size="small"
              loading={attach.busy}
              aria-label={`上传 ${title}`}
              onClick={() => input.current?.click()}
            >
              上传
            </Button>
          </>
        )}
      </div>
      {files.length === 0 && (
        <p className={required ? 'material-missing' : 'muted'}>{required ? '未上传(必交)' : '未上传'}</p>
      )}
      {files.map((file) => (
        <FileRow
          key={file.id}
          caseId={caseId}
          file={file}
          busy={remove.busy}
          remove={
            mayChange
              ? () => {
                  attach.forget();
                  remove.run(file.id);
                }
              : undefined
          }
        />
      ))}
      {[attach, remove].map(
        ({ error, again }, index) =>
          error !== null && <ProblemNote key={index} error={error} retry={again} />,
      )}
    </li>
  );
}

function FileRow({
  caseId,
  file: { id, fileName, sizeBytes, attachedAt },
  busy,
  remove,
}: {
  caseId: string;
  file: Material['files'][number];
  busy: boolean;
  /** Absent for who only reads. */
  remove: (() => void) | undefined;
}) {
  return (
    <div className="material-file">
      <span>
        <a href={`/api/v1/applications/${caseId}/materials/${id}`} download>
          {fileName}
        </a>{' '}
        <span className="muted small">
          {sizeInWords(sizeBytes)} · {momentInWords(attachedAt)}
        </span>
      </span>
      {remove && (
        <Button size="small" type="text" loading={busy} aria-label={`移除 ${fileName}`} onClick={remove}>
          移除
        </Button>
      )}
    </div>
  );
}

interface Chosen {
  readonly file: File;
  /** By which one file is told from another while nobody knows whether it arrived; a file itself cannot be compared. */
  readonly name: string;
  readonly size: number;
  readonly changedAt: number;
}

const useAttach = (caseId: string, key: string) =>
  useCommand((idempotencyKey: string, { file, name }: Chosen) =>
    valueOf(
      api.POST('/api/v1/applications/{id}/materials', {
        params: {
          path: { id: caseId },
          query: { key, fileName: name },
          header: { 'Idempotency-Key': idempotencyKey },
        },
        body: file as never,
        ...AS_BYTES,
      }),
    ),
  );

const useRemove = (caseId: string) =>
  useCommand((idempotencyKey: string, materialId: string) =>
    valueOf(
      api.DELETE('/api/v1/applications/{id}/materials/{materialId}', {
        params: { path: { id: caseId, materialId }, header: { 'Idempotency-Key': idempotencyKey } },
      }),
    ),
  );
