import { type Shape } from '@duixian/api-client';
import { CREDIT_PURPOSE_LABELS, HOLD_KIND_LABELS, HOLD_STATE_LABELS } from '@duixian/workflow';
import { Alert } from 'antd';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { HoldActions } from './hold-actions';

type Case = Shape<'ApplicationShape'>;

/** What registers answered about the applicant and when, and what the case or its payments wait for. */
export function CaseChecks({ holds, creditChecks }: Pick<Case, 'holds' | 'creditChecks'>) {
  if (holds.length + creditChecks.length === 0) return null;
  return (
    <Panel title="信用核查与暂停">
      {holds.map((hold) => (
        <Alert
          key={hold.id}
          type={hold.state === 'lifted' ? 'info' : 'warning'}
          showIcon
          title={`${hold.paymentId === null ? '申报' : '付款'}${HOLD_STATE_LABELS[hold.state]}:${HOLD_KIND_LABELS[hold.kind]}`}
          description={
            <>
              <p>{hold.words}</p>
              {hold.liftReason !== null && <p className="muted">解除理由:{hold.liftReason}</p>}
              {hold.state !== 'lifted' && <HoldActions hold={hold} />}
            </>
          }
        />
      ))}
      {creditChecks.length > 0 && (
        <ul className="reasons">
          {creditChecks.map(({ id, purpose, words, register, checkedAt }) => (
            <li key={id}>
              {momentInWords(checkedAt)} {CREDIT_PURPOSE_LABELS[purpose]}核查:{words}
              <span className="muted small">
                (来源:{register === 'imported' ? '导入的信用与处罚记录' : register})
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
