import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { createQueryClient } from './pieces/query-client';
import { ErrorBoundary } from './shell/error-boundary';
import { createRouter } from './shell/router';
import { SessionProvider } from './shell/session';
import './shell/shell.css';
import { THEME } from './shell/theme';

dayjs.locale('zh-cn');

const root = document.getElementById('root');
if (root === null) throw new Error('index.html holds no #root');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={THEME} button={{ autoInsertSpace: false }}>
      <App className="app">
        <ErrorBoundary>
          <QueryClientProvider client={createQueryClient()}>
            <SessionProvider>
              <RouterProvider router={createRouter()} />
            </SessionProvider>
          </QueryClientProvider>
        </ErrorBoundary>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
