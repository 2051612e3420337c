import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useCommand } from '../pieces/use-command';
import { codeOf } from '../pieces/problem-code';
import { api, valueOf } from '../shell/api';
import { CaseTable } from './case-table';
import { type CodeEditorHandle } from './code-editor-given';
import { forgetLaw, keepLaw, type KeptLaw, keptLaw } from './kept-law';
import { type Half, LawEditor } from './law-editor';
import { sayLawProblem } from './law-problem-words.table';
import { useVersion } from './version-query';

type Version = Shape<'PolicyTextShape'>;
type Answer = Shape<'PolicyAnswerShape'>;

/** Where a draft begins: from a version, or from nothing. */
interface Start extends KeptLaw {
  /** Version that is changed; null: a new one is drafted. */
  readonly edits: Version | null;
}

const EMPTY: Start = {
  edits: null,
  effectiveFrom: '',
  text: [
    'document: 文件编号,例如 pingdingshan-2026-1',
    'semantics: 1',
    'number: 文号',
    'title: 标题',
    'issuer: 发文机关',
    'jurisdiction: { province: 河南, city: 平顶山 }',
    'clauses:',
    '  - id: PDS-1',
    '    article: 第一条',
    '    title: 条款名称',
    '    kind: fixed',
    '    treatment: award',
    '    trigger: { fact: scale.first_entry, is: true }',
    '    award: { fixedYuan: 50000 }',
    '',
  ].join('\n'),
  cases: [
    'cases: 文件编号,例如 pingdingshan-2026-1',
    'table:',
    '  - case: 首次入统',
    '    facts: { scale.first_entry: true }',
    '    expect:',
    '      PDS-1: { status: determined, yuan: 50000 }',
    '',
  ].join('\n'),
};

/** Writes a version of a policy document with its cases: new, from another version, or again. */
export default function LawEditorPage() {
  const { id } = useParams();
  const from = useSearchParams()[0].get('from');
  const source = id ?? from;
  const title = id === undefined ? '起草政策版本' : '修改政策版本';
  return (
    <PageFrame title={title}>
      {source === null ? (
        <Editor key="empty" name="new" start={EMPTY} />
      ) : (
        <FromVersion key={source} source={source} edits={id !== undefined} />
      )}
    </PageFrame>
  );
}

function FromVersion({ source, edits }: { source: string; edits: boolean }) {
  const query = useVersion(source);
  return (
    <Read query={query} rows={20}>
      {(version) =>
        edits && !version.allowedActions.includes('edit') ? (
          <p>
            这一版本不能再修改。<Link to={`/versions/${source}`}>查看这一版本</Link>
          </p>
        ) : (
          <Editor
            name={edits ? source : `from.${source}`}
            start={{
              edits: edits ? version : null,
              text: version.content,
              cases: version.cases,
              effectiveFrom: edits ? version.effectiveFrom : '',
            }}
          />
        )
      }
    </Read>
  );
}

/** What is typed, what was saved, and saving it. */
function useLaw(name: string, start: Start) {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [kept] = useState(() => keptLaw(name));
  const [first] = useState(() => kept ?? start);
  const { text, cases, effectiveFrom } = first;
  const [law, setLaw] = useState<KeptLaw>({ text, cases, effectiveFrom });
  const [saved, setSaved] = useState<KeptLaw>(start);
  const [revision, setRevision] = useState(start.edits?.revision ?? 0);
  const command = useCommand<KeptLaw & { revision: number }, Answer>(
    (key, { revision: read, ...body }) => {
      const header = { 'Idempotency-Key': key };
      return start.edits === null
        ? valueOf(api.POST('/api/v1/policies', { params: { header }, body }))
        : valueOf(
            api.POST('/api/v1/policies/{id}/actions', {
              params: { path: { id: start.edits.id }, header },
              body: { action: 'edit', revision: read, ...body } as never,
            }),
          );
    },
    (answer, { revision: _read, ...body }) => {
      forgetLaw(name);
      setSaved(body);
      setRevision(answer.revision);
      void message.success(`已保存第 ${answer.version} 版`);
      if (start.edits === null) void navigate(`/versions/${answer.id}/edit`, { replace: true });
    },
  );
  const isSaved =
    law.text === saved.text && law.cases === saved.cases && law.effectiveFrom === saved.effectiveFrom;
  return {
    ...{ first, law, saved, isSaved, command },
    isRestored: kept !== null && !isSaved,
    change: (part: Partial<KeptLaw>): void => {
      const next = { ...law, ...part };
      setLaw(next);
      keepLaw(name, next);
    },
    save: (): void => command.run({ ...law, revision }),
    take: (newest: number): void => {
      setRevision(newest);
      command.forget();
    },
  };
}

function Editor({ name, start }: { name: string; start: Start }) {
  const { first, law, saved, isSaved, isRestored, change, save, take, command } = useLaw(name, start);
  const [half, show] = useState<Half>('text');
  const [asked, setAsked] = useState(false);
  const cases = useRef<CodeEditorHandle>(null);
  const { busy, error, again } = command;
  const { edits } = start;
  const saveIfDated = (): void => {
    setAsked(true);
    if (law.effectiveFrom !== '') save();
  };
  return (
    <>
      <Panel
        title={edits === null ? '新版本' : `${edits.number} 第 ${edits.version} 版`}
        extra={
          <span className="page-actions">
            {edits !== null && <Link to={`/versions/${edits.id}`}>校验、试算、送审</Link>}
            <Button type="primary" loading={busy} onClick={saveIfDated}>
              保存并运行用例
            </Button>
          </span>
        }
      >
        {isRestored && <Restored name={name} />}
        <EffectiveFrom
          value={law.effectiveFrom}
          missing={asked && law.effectiveFrom === ''}
          onChange={(effectiveFrom) => change({ effectiveFrom })}
        />
        {error !== null && <ProblemNote error={error} retry={again} say={sayLawProblem} />}
        {edits !== null && codeOf(error) === 'stale-version' && <Overwrite id={edits.id} take={take} />}
        <LawEditor
          initial={first}
          written={law}
          onChange={(part, value) => change({ [part]: value })}
          half={half}
          show={show}
          cases={cases}
        />
        <p className="muted small">
          {isSaved ? '内容已保存。' : '有未保存的修改,暂存在本浏览器。'}在编辑框中按 Tab 可离开;Ctrl+F 查找。
        </p>
      </Panel>
      {edits !== null && (
        <CaseTable
          saved={saved}
          goTo={(line) => {
            show('cases');
            requestAnimationFrame(() => cases.current?.goTo(line));
          }}
        />
      )}
    </>
  );
}

function Restored({ name }: { name: string }) {
  return (
    <p className="muted" role="status">
      已恢复上次在本浏览器没有保存的内容。
      <Button
        type="link"
        size="small"
        onClick={() => {
          forgetLaw(name);
          window.location.reload();
        }}
      >
        放弃,回到已保存的内容
      </Button>
    </p>
  );
}

function EffectiveFrom({
  value,
  missing,
  onChange,
}: {
  value: string;
  missing: boolean;
  onChange: (day: string) => void;
}) {
  const wrong = missing ? { validateStatus: 'error' as const, help: '请选择从哪一天起施行' } : {};
  return (
    <Form layout="vertical" className="field-grid">
      <Form.Item label="施行日期" htmlFor="effective-from" {...wrong}>
        <Input
          id="effective-from"
          type="date"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      </Form.Item>
    </Form>
  );
}

/** Somebody else saved meanwhile: look at theirs, then decide. */
function Overwrite({ id, take }: { id: string; take: (revision: number) => void }) {
  const newest = useQuery({
    queryKey: ['policies', 'one', id, 'newest'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/policies/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <p>
      您写的内容仍在本页。
      <a href={`/versions/${id}`} target="_blank" rel="noreferrer">
        在新窗口查看对方保存的内容
      </a>
      ,再决定
      <Button
        size="small"
        disabled={newest.data === undefined}
        onClick={() => newest.data && take(newest.data.revision)}
      >
        以我的内容为准,重新保存
      </Button>
    </p>
  );
}
