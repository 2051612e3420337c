import { useQuery } from '@tanstack/react-query';
import { Amount } from '../pieces/amount';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { Rung } from '../policies/ladder-panel';
import { api, valueOf } from '../shell/api';

/** 创新型 → 专精特新 → 小巨人 → 单项冠军: what the enterprise holds, and what the titles above take and bring. */
export function PartyLadder({ partyId }: { partyId: string }) {
  const query = useQuery({
    queryKey: ['parties', partyId, 'ladder'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/parties/{id}/ladder', { params: { path: { id: partyId } }, signal })),
  });
  return (
    <Panel title="称号阶梯">
      <Read query={query} rows={5}>
        {({ asOf, titles, ladder: { above, next } }) => (
          <>
            <p className="muted">
              创新型中小企业 → 专精特新 → 小巨人 → 单项冠军。截至 {asOf};以下假设今天新取得称号,其余数据不变。
            </p>
            {titles.length === 0 ? (
              <p>认定名单中还没有本企业的阶梯称号。</p>
            ) : (
              <ul className="reasons">
                {titles.map(({ code, title, grantedOn, validTo, held, documentNumber }) => (
                  <li key={`${code} ${grantedOn}`}>
                    {title}:{grantedOn} 认定({documentNumber}){validTo !== null && `,有效期至 ${validTo}`}
                    {!held && <span className="muted">(今天不在有效期内)</span>}
                  </li>
                ))}
              </ul>
            )}
            {above.length === 0 && <p>已在阶梯最高一级。</p>}
            {above.map((rung) => (
              <details key={rung.code} className="fold" open={rung.code === next?.code}>
                <summary>
                  {rung.title}
                  <Promised fen={mostOf(rung.awards)} />
                </summary>
                <div className="fold-body">
                  <Rung rung={rung} />
                </div>
              </details>
            ))}
          </>
        )}
      </Read>
    </Panel>
  );
}

const mostOf = (awards: readonly { amountFen: number | null }[]): number =>
  Math.max(0, ...awards.map(({ amountFen }) => amountFen ?? 0));

function Promised({ fen }: { fen: number }) {
  if (fen === 0) return <span className="muted">(本地政策没有写明奖补金额)</span>;
  return (
    <>
      (奖补 <Amount fen={fen} />)
    </>
  );
}
