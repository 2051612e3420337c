import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useParams } from 'react-router';
import { AmountInFull } from '../pieces/amount';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { api, valueOf } from '../shell/api';

/** Anybody who holds a paper sees what it certifies and whether that is still so. */
export default function VerifyPage() {
  const { code = '' } = useParams();
  const query = useQuery({
    queryKey: ['verifications', code],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/verifications/{code}', { params: { path: { code } }, signal })),
  });
  return (
    <PageFrame title="文书核验">
      <Read query={query} rows={8}>
        {({ title, maskedName, amountFen, issuedOn, region, valid }) => (
          <Panel title={title}>
            <Alert
              type={valid ? 'success' : 'warning'}
              showIcon
              title={valid ? '文书真实有效' : '文书真实,但内容已有变化'}
              description={
                valid
                  ? '本平台出具,内容与现在的登记一致。'
                  : '本平台曾经出具,之后状态或账户有变化,已被新的文书替代,请索取最新文书。'
              }
            />
            <dl className="pairs">
              <div>
                <dt>付款地区</dt>
                <dd>{region}</dd>
              </div>
              <div>
                <dt>名称</dt>
                <dd>{maskedName}</dd>
              </div>
              <div>
                <dt>金额</dt>
                <dd>{amountFen === null ? '以最新文书为准' : <AmountInFull fen={amountFen} />}</dd>
              </div>
              <div>
                <dt>出具日期</dt>
                <dd>{issuedOn}</dd>
              </div>
              <div>
                <dt>验证码</dt>
                <dd className="small">{code}</dd>
              </div>
            </dl>
            {valid && <p className="muted">请与纸面内容逐项核对;不一致的,以本页为准。</p>}
          </Panel>
        )}
      </Read>
    </PageFrame>
  );
}
