import { NoAnswer, ProblemAnswer } from '@duixian/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { fieldInWords } from './field-names.table';
import { PROBLEM_ADVICE } from './problem-advice.table';

const HAN = /\p{Script=Han}/u;

interface Said {
  title: string;
  detail?: string | undefined;
  advice: string;
  /** What the operator needs to find it in the log. */
  trace?: string;
  particulars?: readonly string[];
  /** The other case that stands in the way. */
  otherCase?: string;
}

/** What went wrong and what to do about it, in Chinese. */
export function inWords(error: unknown, say: (each: Particular) => string = inPlainOrder): Said {
  if (error instanceof NoAnswer) {
    return {
      title: '没有收到服务器的答复',
      advice: '网络可能已断开。您填写的内容仍在本页,网络恢复后请再试一次;重复提交不会重复办理。',
    };
  }
  if (error instanceof ProblemAnswer) {
    const { code, titleZh, detail, requestId } = error.problem;
    const particulars = particularsOf(error, say);
    return {
      title: titleZh,
      // What the API says of this very case; where it lists particulars, they say it line by line.
      detail: particulars.length === 0 && HAN.test(detail) ? detail : undefined,
      advice: PROBLEM_ADVICE[code],
      trace: requestId,
      particulars,
      ...(code === 'claimed-twice' || code === 'duplicate-application' ? otherCaseOf(error) : {}),
    };
  }
  return { title: '页面出了问题', advice: '请再试一次;如仍不行,请联系系统管理员。' };
}

const otherCaseOf = ({ problem }: ProblemAnswer): { otherCase?: string } => {
  const { applicationId } = problem as { applicationId?: unknown };
  return typeof applicationId === 'string' ? { otherCase: applicationId } : {};
};

/** More at once nobody mends; how many follow is said. */
const MOST_PARTICULARS = 10;

function particularsOf({ problem }: ProblemAnswer, say: (each: Particular) => string): string[] {
  const { errors, problems, missing } = problem as {
    errors?: unknown;
    problems?: unknown;
    missing?: unknown;
  };
  const list = [errors, problems, missing].find((each) => Array.isArray(each)) as
    (string | Particular)[] | undefined;
  const said = [...new Set((list ?? []).map((each) => (typeof each === 'string' ? each : say(each))))];
  const more = said.length - MOST_PARTICULARS;
  return [...said.slice(0, MOST_PARTICULARS), ...(more > 0 ? [`另有 ${more} 处`] : [])];
}

/** One of several things that are wrong with what was sent. */
export interface Particular {
  file?: string;
  line?: number | null;
  column?: string | number;
  field?: string;
  /** What the field is called, where the API knows. */
  label?: string;
  /** Of a material that is not attached. */
  title?: string;
  code?: string;
  message?: string;
  fix?: string;
}

const inPlainOrder = ({ line, column, label, field, title, message, fix }: Particular): string =>
  [
    line === undefined || line === null ? undefined : `第 ${line} 行`,
    column ?? label ?? fieldInWords(field) ?? title,
    message,
    fix,
  ]
    .filter(Boolean)
    .join(' · ');

/** A problem where it happened. What was typed stays as it is. */
export function ProblemNote({
  error,
  retry,
  say,
}: {
  error: unknown;
  retry?: (() => void) | undefined;
  /** How a particular is said, where the page knows better words for it. */
  say?: (each: Particular) => string;
}) {
  const { title, detail, advice, trace, otherCase, particulars = [] } = inWords(error, say);
  return (
    <Alert
      className="problem-note"
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {detail !== undefined && <p>{detail}</p>}
          <p>{advice}</p>
          {otherCase !== undefined && <Link to={`/cases/${otherCase}`}>打开另一件申报</Link>}
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
      // Where another case stands in the way, the same again would be refused again.
      action={isOutdated(error) ? <ReadAnew /> : retry && otherCase === undefined && <Retry retry={retry} />}
    />
  );
}

const Retry = ({ retry }: { retry: () => void }) => (
  <Button size="small" onClick={retry}>
    再试一次
  </Button>
);

/** What is shown is not what stands any more: the same again would be refused again. */
const isOutdated = (error: unknown): boolean =>
  error instanceof ProblemAnswer && ['stale-version', 'action-not-allowed'].includes(error.problem.code);

/** Reads everything on the screen again; what was typed stays. */
function ReadAnew() {
  const queryClient = useQueryClient();
  const [read, setRead] = useState(false);
  if (read) return <span role="status">已载入最新内容,请核对后再办理。</span>;
  return (
    <Button size="small" onClick={() => void queryClient.invalidateQueries().then(() => setRead(true))}>
      载入最新内容
    </Button>
  );
}
