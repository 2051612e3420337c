import { type Shape } from '@duixian/api-client';
import { Alert } from 'antd';

type Rival = Shape<'RivalClaimShape'>;

const HOW: Readonly<Record<Rival['how'], string>> = {
  case: '在办申报',
  offer: '待确认的免申即享推送',
  award: '已核定奖补的申报',
};

/** The same clause and subject of the same enterprise elsewhere: whoever reviews looks which of them is to be paid. */
export function RivalClaims({ rivals }: { rivals: readonly Rival[] }) {
  if (rivals.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="note"
      title="同一企业的同一事项另有申报、推送或已核定,请核实,不重复兑付"
      description={
        <ul className="reasons">
          {rivals.map(({ how, clauseId, subject, number }) => (
            <li key={`${how} ${clauseId} ${subject} ${number}`}>
              {clauseId}
              {subject === '' ? '' : `(${subject})`}:{HOW[how]} {number}
            </li>
          ))}
        </ul>
      }
    />
  );
}
