import { Button, Segmented, Skeleton } from 'antd';
import { lazy, type RefObject, Suspense, useMemo, useRef } from 'react';
import { type CodeEditorHandle, type MarkedProblem } from './code-editor-given';
import { markedIn, useLiveCheck, type Written } from './law-check';
import { ProblemNote } from '../pieces/problem-note';
import './law-editor.css';

/** Comes when somebody writes: nobody else loads it. */
const CodeEditor = lazy(() => import('./code-editor'));

export type Half = 'text' | 'cases';

const LABELS: Readonly<Record<Half, string>> = { text: '条款文本(YAML)', cases: '用例(YAML)' };

/** The text and its cases, each in an editor of its own, with everything that is wrong by line while it is typed. */
export function LawEditor({
  initial,
  written,
  onChange,
  half,
  show,
  cases,
}: {
  initial: Written;
  written: Written;
  onChange: (half: Half, value: string) => void;
  half: Half;
  show: (half: Half) => void;
  /** To go to a line of the case table from outside. */
  cases: RefObject<CodeEditorHandle | null>;
}) {
  const text = useRef<CodeEditorHandle>(null);
  const check = useLiveCheck(written);
  const marked = useMemo(
    () => ({ text: markedIn(check.data, 'document'), cases: markedIn(check.data, 'cases') }),
    [check.data],
  );
  const handles = { text, cases };
  return (
    <>
      <Segmented<Half>
        aria-label="编辑内容"
        value={half}
        onChange={show}
        options={(['text', 'cases'] as const).map((value) => ({
          value,
          label: `${LABELS[value]}${marked[value].length > 0 ? ` · ${marked[value].length} 处问题` : ''}`,
        }))}
      />
      <div className="law-editor-room">
        <Suspense fallback={<EditorComes />}>
          {(['text', 'cases'] as const).map((each) => (
            <div key={each} hidden={half !== each}>
              <CodeEditor
                label={LABELS[each]}
                initial={initial[each]}
                problems={marked[each]}
                onChange={(value) => onChange(each, value)}
                handle={handles[each]}
              />
            </div>
          ))}
        </Suspense>
      </div>
      {check.error !== null && <ProblemNote error={check.error} retry={() => void check.refetch()} />}
      <p role="status" className="muted">
        {check.isBehind
          ? '正在检查…'
          : check.data === undefined
            ? '写入条款和用例后自动检查。'
            : marked.text.length + marked.cases.length === 0
              ? `写法没有问题:${check.data.clauses} 条,${check.data.cases} 个用例。`
              : `共 ${marked.text.length + marked.cases.length} 处问题,改正后才能保存。`}
      </p>
      {marked[half].length > 0 && (
        <Problems found={marked[half]} goTo={(line) => handles[half].current?.goTo(line)} />
      )}
    </>
  );
}

function EditorComes() {
  return (
    <div role="status" aria-busy="true" aria-label="正在读取编辑器">
      <Skeleton title={false} active={false} paragraph={{ rows: 8, width: '100%' }} />
    </div>
  );
}

function Problems({ found, goTo }: { found: readonly MarkedProblem[]; goTo: (line: number) => void }) {
  return (
    <ul className="problem-lines" aria-label="问题">
      {found.map(({ line, column, what, how }, index) => (
        <li key={`${line}/${column}/${index}`}>
          <Button type="link" size="small" onClick={() => goTo(line)}>
            第 {line} 行
          </Button>
          <strong>{what}</strong>。{how}。
        </li>
      ))}
    </ul>
  );
}
