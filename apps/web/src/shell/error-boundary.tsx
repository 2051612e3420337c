import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';

/** A page that breaks takes neither the menu nor the other pages with it. It loads nothing: the network may be what broke. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="whole-page">
        <Alert
          type="error"
          showIcon
          title="页面没有打开"
          description="可能是平台刚刚更新,或网络中断。请刷新页面;如仍不行,请联系系统管理员。"
          action={
            <Button type="primary" onClick={() => location.reload()}>
              刷新页面
            </Button>
          }
        />
      </main>
    );
  }
}
