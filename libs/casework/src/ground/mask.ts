/** An account number with all but the last four digits hidden, in groups of four. */
export const maskAccountNumber = (accountNumber: string): string => `**** **** ${accountNumber.slice(-4)}`;
