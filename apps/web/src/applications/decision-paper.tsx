import { Button, Form } from 'antd';
import { AS_BYTES } from '../pieces/files';
import { ProblemNote } from '../pieces/problem-note';
import { type Command, useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

interface Paper {
  readonly id: string;
  readonly fileName: string;
}

export interface AttachedPaper extends Command<File, Paper> {
  /** The last one that was uploaded; null before. */
  readonly paper: Paper | null;
}

/** The paper that holds a decision: it leaves by itself, and the decision names it. */
export function useDecisionPaper(caseId: string): AttachedPaper {
  const command = useCommand<File, Paper>((key, file) =>
    valueOf(
      api.POST('/api/v1/applications/{id}/decision-papers', {
        params: { path: { id: caseId }, query: { fileName: file.name }, header: { 'Idempotency-Key': key } },
        body: file as never,
        ...AS_BYTES,
      }),
    ),
  );
  return { ...command, paper: command.answer ?? null };
}

/** The paper itself, which may follow its number. */
export function PaperField({ attached, choose }: { attached: AttachedPaper; choose: () => void }) {
  const { paper, busy, error, again } = attached;
  return (
    <Form.Item
      label="决定文件(可不传)"
      extra="会议纪要、批复的 PDF、图片、OFD 或办公文档,不超过 20 MB。能看此件的人,包括企业,都可以下载。"
    >
      <Button loading={busy} onClick={choose}>
        {paper ? '换一份文件' : '上传决定文件'}
      </Button>
      {paper && <p className="small">已上传:{paper.fileName}</p>}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </Form.Item>
  );
}
