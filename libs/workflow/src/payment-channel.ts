/**
 * How released payments of a treasury reach its bank: instruction by instruction over the wire, or as one file per batch that
 * its people carry over.
 */
export const PAYMENT_CHANNELS = ['bank', 'list-csv', 'list-xlsx', 'pain.001'] as const;
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number];
