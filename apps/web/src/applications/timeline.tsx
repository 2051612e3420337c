import { CASE_STAGE_LABELS, type CaseStage } from '@duixian/workflow';
import { Amount } from '../pieces/amount';
import { dayInWords, momentInWords } from '../pieces/moments';
import { type Case } from './case-query';
import { PaperLink } from './paper-link';
import './timeline.css';

/** Who acted: officials are named to each other by the trail, to applicants only as a person. */
const WHO: Readonly<Record<string, string>> = { system: '系统', person: '经办人员' };

function byWhom(by: string, ownId: string | undefined): string {
  if (by === `user:${ownId}`) return '您';
  return WHO[by.split(':')[0] ?? ''] ?? '工作人员';
}

interface Particulars {
  reason?: unknown;
  comment?: unknown;
  endsOn?: unknown;
  amountFen?: unknown;
  resubmitTo?: unknown;
  backTo?: unknown;
  decision?: { documentNumber?: unknown; paperId?: unknown };
  paper?: { fileName?: unknown };
}

/** What happened so far, newest first. */
export function Timeline({
  caseId,
  timeline,
  ownId,
}: {
  caseId: string;
  timeline: Case['timeline'];
  ownId?: string | undefined;
}) {
  const newestFirst = [...timeline].reverse();
  return (
    <ol className="timeline">
      {newestFirst.map(({ sequence, words, at, by, onBehalfOf, data }) => {
        const { reason, comment, endsOn, amountFen, resubmitTo, backTo, ...decided } = data as Particulars;
        return (
          <li key={sequence}>
            <strong>{words}</strong>
            <span className="muted small">
              {' '}
              {momentInWords(at)} · {byWhom(by, ownId)}
              {onBehalfOf !== null && (onBehalfOf === `user:${ownId}` ? '(代理您)' : '(代理同事)')}
            </span>
            {typeof reason === 'string' && <p>理由:{reason}</p>}
            <Decided caseId={caseId} {...decided} />
            {resubmitTo === 'first_stage' && <p>补正后从第一个审核环节重新逐级审核</p>}
            {typeof backTo === 'string' && <p>退回到:{CASE_STAGE_LABELS[backTo as CaseStage]}</p>}
            {typeof comment === 'string' && comment !== '' && <p>意见:{comment}</p>}
            {typeof endsOn === 'string' && <p>公示至 {dayInWords(endsOn)}</p>}
            {typeof amountFen === 'number' && (
              <p>
                金额 <Amount fen={amountFen} />
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Of a recorded decision: the number of its paper, and the paper where it is there. */
function Decided({ caseId, decision, paper }: Pick<Particulars, 'decision' | 'paper'> & { caseId: string }) {
  const { documentNumber, paperId } = decision ?? {};
  if (typeof documentNumber !== 'string') return null;
  return (
    <p>
      决定文号:{documentNumber}{' '}
      {typeof paperId === 'string' && typeof paper?.fileName === 'string' && (
        <PaperLink caseId={caseId} id={paperId} fileName={paper.fileName} />
      )}
    </p>
  );
}
