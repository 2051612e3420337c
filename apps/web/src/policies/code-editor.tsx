import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { type CodeEditorGiven } from './code-editor-given';
import './code-editor.css';

/** What the editor itself says. */
const PHRASES = {
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全部',
  'match case': '区分大小写',
  regexp: '正则',
  'by word': '整词',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
};

/** Text with lines, colours, undo and search; what is wrong is marked in the gutter and under the text. */
export default function CodeEditor({ label, initial, problems, onChange, handle }: CodeEditorGiven) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const told = useRef(onChange);
  told.current = onChange;
  const first = useRef(initial);
  useEffect(() => {
    if (place.current === null) return undefined;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          yaml(),
          syntaxHighlighting(defaultHighlightStyle),
          EditorState.phrases.of(PHRASES),
          // Named as a stop of the Tab key: what scrolls must be reachable by keyboard.
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) told.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      first.current = editor.state.doc.toString();
      view.current = null;
      editor.destroy();
    };
  }, [label]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const { doc } = editor.state;
    const marks = problems.map(({ line, column, what, how }): Diagnostic => {
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      return {
        from: Math.min(at.from + column - 1, at.to),
        to: at.to,
        severity: 'error',
        message: `${what}。${how}`,
      };
    });
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [problems]);
  useImperativeHandle(handle, () => ({
    goTo: (line) => {
      const editor = view.current;
      if (editor === null) return;
      const at = editor.state.doc.line(Math.min(Math.max(line, 1), editor.state.doc.lines));
      editor.dispatch({
        selection: { anchor: at.from },
        effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
      });
      editor.focus();
    },
  }));
  return <div ref={place} className="code-editor" />;
}
