import { Skeleton } from 'antd';

/** While the code of a page comes: of the shape of a page, so that nothing jumps. */
export function PageWait() {
  return (
    <div className="page" role="status" aria-busy="true" aria-label="正在打开页面">
      <div className="page-head">
        <Skeleton title={{ width: 160 }} paragraph={false} />
      </div>
      <Skeleton title={false} paragraph={{ rows: 10, width: '100%' }} />
    </div>
  );
}
