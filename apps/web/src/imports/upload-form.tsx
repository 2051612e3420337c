import { ProblemAnswer } from '@duixian/api-client';
import { importOperation, type ImportKind, permit } from '@duixian/workflow';
import { Button, Form, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ProgressLine } from '../pieces/figures';
import { type Choice } from '../pieces/filter-bar';
import { HiddenFileInput } from '../pieces/hidden-file-input';
import { ProblemNote } from '../pieces/problem-note';
import { useRegionChoices } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { actorOf, useSignedIn } from '../shell/session';
import { sizeInWords } from './import-words';

interface About {
  regionCode: string;
  source: string;
  documentNumber: string;
  documentDate: string;
  completeTo?: string;
}

/** Largest file that the API takes. */
const MOST_BYTES = 50 * 1_048_576;

const required = (message: string) => [{ required: true, whitespace: true, message }];

/** What is said about a file, and the file. Whatever is wrong with it, what was typed stays. */
export function UploadForm({ kind }: { kind: ImportKind }) {
  const session = useSignedIn();
  const regions = useOwnRegions(kind);
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const upload = useUpload(kind, (id) => void navigate(`/imports/${id}`));
  const choose = (chosen: File): void => {
    upload.forget();
    setMissing(chosen.size > MOST_BYTES ? '文件超过 50 MB,请另存为 .xlsx,或分成几个文件导入。' : null);
    setFile(chosen);
  };
  const send = (about: About): void => {
    if (file === null) return setMissing('请选择要导入的文件。');
    if (file.size > MOST_BYTES) return;
    upload.run({ about, file, name: file.name, size: file.size, changedAt: file.lastModified });
  };
  return (
    <Form<About>
      layout="vertical"
      initialValues={{ regionCode: regions[0]?.value }}
      key={regions.length === 0 ? 'waiting' : 'ready'}
      onFinish={send}
    >
      <AboutFields kind={kind} regions={regions} today={session.today} />
      <FileField file={file} choose={choose} problem={missing} />
      {kind === 'earlier_payments' && (
        <p className="muted">
          既往台账是否完整,由两名人员在<Link to="/marks">台账完整性</Link>中登记和确认。
        </p>
      )}
      {upload.busy && <Waiting size={file?.size ?? 0} />}
      {upload.error !== null && (
        <>
          <ProblemNote error={upload.error} retry={upload.again} />
          <EarlierImport error={upload.error} />
        </>
      )}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={upload.busy}>
          上传并预览
        </Button>
      </div>
    </Form>
  );
}

function AboutFields({
  kind,
  regions,
  today,
}: {
  kind: ImportKind;
  regions: readonly Choice[];
  today: string;
}) {
  return (
    <>
      <Form.Item name="regionCode" label="导入地区" rules={required('请选择导入地区')}>
        <Select options={[...regions]} />
      </Form.Item>
      <Form.Item name="source" label="来源部门" rules={required('请填写来源部门')}>
        <Input maxLength={100} placeholder="如:市工业和信息化局" />
      </Form.Item>
      <Form.Item name="documentNumber" label="文号" rules={required('请填写文号')}>
        <Input maxLength={100} placeholder="如:豫工信企业〔2022〕1号" />
      </Form.Item>
      <Form.Item
        name="documentDate"
        label="文件日期"
        rules={required('请选择文件日期')}
        extra="同一事项有两份文件时,以日期较晚的为准。"
      >
        <Input type="date" max={today} />
      </Form.Item>
      {kind !== 'earlier_payments' && (
        <Form.Item
          name="completeTo"
          label="完整至(选填)"
          extra="截至这一天的数据全部在文件里:文件中没有的,就视为没有。仅当没有未导入的行时生效。"
        >
          <Input type="date" max={today} />
        </Form.Item>
      )}
    </>
  );
}

/** Provinces and cities for which this person imports that kind. */
function useOwnRegions(kind: ImportKind) {
  const session = useSignedIn();
  const actor = actorOf(session);
  return useRegionChoices('city', 'province').filter(
    ({ value }) => permit(actor, importOperation(kind), { regionPath: [value] }).allowed,
  );
}

function FileField({
  file,
  choose,
  problem,
}: {
  file: File | null;
  choose: (file: File) => void;
  problem: string | null;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="check-line">
      <HiddenFileInput input={input} label="要导入的文件" accept=".xlsx,.csv" onChoose={choose} />
      <Button aria-describedby="import-file-problem" onClick={() => input.current?.click()}>
        {file === null ? '选择文件' : '换一个文件'}
      </Button>{' '}
      <span className="muted">
        {file === null ? 'XLSX 或 CSV,不超过 50 MB' : `${file.name}(${sizeInWords(file.size)})`}
      </span>
      <p id="import-file-problem" role="alert" className="material-missing">
        {problem}
      </p>
    </div>
  );
}

/** A file is read to its end before anything is answered: how long it has been going on is all that is known. */
function Waiting({ size }: { size: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <ProgressLine label="正在上传并逐行核对" done={0} total={null}>
      正在上传并逐行核对({sizeInWords(size)}),已用 {seconds} 秒,请不要关闭本页。
    </ProgressLine>
  );
}

/** The same content was read before: there it is. */
function EarlierImport({ error }: { error: unknown }) {
  if (!(error instanceof ProblemAnswer) || error.code !== 'import-already-read') return null;
  const { importId } = error.problem as { importId?: string };
  return importId === undefined ? null : (
    <p>
      <Link to={`/imports/${importId}`}>查看原来的导入</Link>
    </p>
  );
}

interface Chosen {
  readonly about: About;
  readonly file: File;
  /** By which one file is told from another while nobody knows whether it arrived. */
  readonly name: string;
  readonly size: number;
  readonly changedAt: number;
}

const useUpload = (kind: ImportKind, onDone: (id: string) => void) =>
  useCommand(
    (key: string, { about, file }: Chosen) => {
      const form = new FormData();
      form.set('kind', kind);
      for (const [name, value] of Object.entries(about)) if (value) form.set(name, String(value));
      // Last, so that who reads the form knows by then what it is about.
      form.set('file', file);
      return valueOf(
        api.POST('/api/v1/imports', {
          params: { header: { 'Idempotency-Key': key } },
          body: form as never,
          bodySerializer: (body) => body as unknown as FormData,
        }),
      );
    },
    ({ id }) => onDone(id),
  );
