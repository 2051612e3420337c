import { NoAnswer, ProblemAnswer } from '@duixian/api-client';
import { Alert, Button } from 'antd';
import { PROBLEM_ADVICE } from './problem-advice.table';

interface Said {
  title: string;
  advice: string;
  /** What the operator needs to find it in the log. */
  trace?: string;
  particulars?: readonly string[];
}

/** What went wrong and what to do about it, in Chinese. */
export function inWords(error: unknown): Said {
  if (error instanceof NoAnswer) {
    return {
      title: '没有收到服务器的答复',
      advice: '网络可能已断开。您填写的内容仍在本页,网络恢复后请再试一次;重复提交不会重复办理。',
    };
  }
  if (error instanceof ProblemAnswer) {
    const { code, titleZh, requestId } = error.problem;
    return {
      title: titleZh,
      advice: PROBLEM_ADVICE[code],
      trace: requestId,
      particulars: particularsOf(error),
    };
  }
  return { title: '页面出了问题', advice: '请再试一次;如仍不行,请联系系统管理员。' };
}

function particularsOf({ problem }: ProblemAnswer): string[] {
  const { errors, problems } = problem as { errors?: unknown; problems?: unknown };
  const list = Array.isArray(errors) ? errors : Array.isArray(problems) ? problems : [];
  return list
    .slice(0, 10)
    .map((each: { line?: number; column?: string; field?: string; message?: string; fix?: string }) =>
      [
        each.line === undefined || each.line === null ? undefined : `第 ${each.line} 行`,
        each.column ?? each.field,
        each.message,
        each.fix,
      ]
        .filter(Boolean)
        .join(' · '),
    );
}

/** A problem where it happened. What was typed stays as it is. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, advice, trace, particulars = [] } = inWords(error);
  return (
    <Alert
      className="problem-note"
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          <p>{advice}</p>
          {particulars.length > 0 && (
            <ul>
              {particulars.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          )}
          {trace !== undefined && <p className="muted small">请求编号:{trace}</p>}
        </>
      }
      action={
        retry && (
          <Button size="small" onClick={retry}>
            再试一次
          </Button>
        )
      }
    />
  );
}
