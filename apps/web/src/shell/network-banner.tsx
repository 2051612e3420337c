import { useSyncExternalStore } from 'react';

function listen(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says that the network is gone, and that nothing typed is lost. */
export function NetworkBanner() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div role="status" aria-live="assertive" className={online ? 'not-visible-block' : 'network-banner'}>
      {!online && '网络已断开。填写的内容仍在本页,网络恢复后可以继续。'}
    </div>
  );
}
