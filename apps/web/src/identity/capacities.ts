/** As what somebody acts for an enterprise. */
export const CAPACITY_LABELS: Readonly<Record<string, string>> = {
  legal_representative: '法定代表人',
  clerk: '经办人',
  agent: '代理人',
};
