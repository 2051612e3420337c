import { type Shape } from '@duixian/api-client';
import { PAYMENT_STATE_LABELS } from '@duixian/workflow';
import { Link } from 'react-router';
import { PartyFileLink } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { StateTag } from '../pieces/state-tag';

export type Payment = Shape<'PaymentShape'>;

/** Where the last attempt failed, and nothing was done about it yet. */
const FAILED: readonly string[] = ['rejected', 'returned', 'unknown'];

/** Columns of every list of payments; the case of a payment is one click away. */
export function paymentColumns(
  regionName: (code: string) => string,
  caseBase: string,
): readonly Column<Payment>[] {
  return [
    {
      key: 'payee',
      title: '收款人',
      heading: true,
      render: ({ applicationId, partyId, payee }) => (
        <>
          <Link to={`${caseBase}/${applicationId}`}>{payee.accountName}</Link>
          {caseBase === '/cases' && <PartyFileLink partyId={partyId} />}
        </>
      ),
    },
    {
      key: 'account',
      title: '收款账户',
      render: ({ payee, newerAccount, refundTo }) => (
        <>
          <span className="amount">{payee.maskedNumber}</span>
          <div className="muted small">{payee.bankName}</div>
          {refundTo !== null && <div className="small">归还先行拨付,不是付给企业</div>}
          {newerAccount && (
            <div className="small">
              {refundTo === null ? '企业' : '先行拨付财政'}已启用新账户,本笔仍为原账户
            </div>
          )}
        </>
      ),
    },
    { key: 'region', title: '付款财政', render: ({ regionCode }) => regionName(regionCode) },
    { key: 'amount', title: '金额', align: 'right', render: ({ amountFen }) => <Amount fen={amountFen} /> },
    {
      key: 'state',
      title: '状态',
      render: ({ state, attempts, heldFor, creditUnchecked }) => {
        const failure = FAILED.includes(state) ? attempts.at(-1)?.failure : null;
        return (
          <>
            <StateTag labels={PAYMENT_STATE_LABELS} state={state} />
            {heldFor.map((words) => (
              <div key={words} className="small">
                暂停:{words}
              </div>
            ))}
            {creditUnchecked !== null && <div className="small">信用{creditUnchecked}</div>}
            {failure && (
              <div className="small">
                {state === 'unknown' ? '不明原因' : '银行原因'}:{failure}
              </div>
            )}
          </>
        );
      },
    },
    {
      key: 'reference',
      title: '银行流水参考号',
      render: ({ attempts }) => attempts.at(-1)?.bankReference ?? '—',
    },
    {
      key: 'settledOn',
      title: '到账日期',
      render: (payment) => <Arrival payment={payment} voucher={caseBase === '/cases'} />,
    },
  ];
}

/** When the money arrived, with the papers about it. */
function Arrival({ payment: { id, settledOn, refundTo }, voucher }: { payment: Payment; voucher: boolean }) {
  if (settledOn === null) return '—';
  return (
    <>
      {settledOn}
      <div className="small">
        {refundTo === null && (
          <a href={`/api/v1/payments/${id}/receipt`} download>
            到账回单
          </a>
        )}{' '}
        {voucher && (
          <a href={`/api/v1/payments/${id}/voucher`} download>
            付款凭证
          </a>
        )}
      </div>
    </>
  );
}
