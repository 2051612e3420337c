import { DEMO_CITIES } from './demo-cities.table';

/** Branches of banks that are plainly fictional, one per city where the demo's enterprises are paid and some to change to. */
export const DEMO_BANK_CODES: readonly { code: string; name: string }[] = [
  ...DEMO_CITIES.map(({ bank: [name, code] }) => ({ code, name })),
  { code: '313495000002', name: '演示银行平顶山新华支行' },
  { code: '313495000003', name: '演示银行平顶山湛河支行' },
  { code: '313495000004', name: '演示银行叶县支行' },
  { code: '102495000012', name: '示例商业银行平顶山建设路支行' },
  { code: '103491000023', name: '示例农业银行郑州金水支行' },
  { code: '104335000034', name: '示例中国银行嘉兴南湖支行' },
];
