import { type ThemeConfig } from 'antd';

/** Every text on its ground has a contrast of at least 4.5 to 1 (WCAG 2.1 AA); the browser tests measure it. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0b4f9e',
    colorInfo: '#0b4f9e',
    colorLink: '#0b4f9e',
    colorSuccess: '#1a7f37',
    colorWarning: '#9a5b00',
    colorError: '#c11f1f',
    colorTextBase: '#1f2328',
    colorTextSecondary: '#4b535d',
    colorTextTertiary: '#5b636d',
    colorTextDescription: '#5b636d',
    colorTextPlaceholder: '#6a727c',
    colorSuccessBg: '#e9f6ec',
    colorSuccessBorder: '#a9d8b4',
    colorInfoBg: '#e7f0fa',
    colorInfoBorder: '#b7d0ec',
    colorBorder: '#c3cad3',
    colorBorderSecondary: '#e1e5ea',
    colorBgLayout: '#f3f5f8',
    borderRadius: 6,
    fontSize: 15,
    controlHeight: 36,
    fontFamily:
      "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', system-ui, sans-serif",
    motion: false,
  },
  components: {
    Table: { headerBg: '#eef2f7', headerColor: '#1f2328', cellPaddingBlock: 10 },
    Tag: { defaultColor: '#1f2328' },
  },
};
