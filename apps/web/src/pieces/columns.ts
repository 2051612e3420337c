import { type ReactNode } from 'react';

/** A column of a table, which on a phone is a line of a card. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Amounts and counts stand right, so that their digits can be compared. */
  readonly align?: 'right';
  readonly width?: number;
  /** The heading of the row's card on a phone. */
  readonly heading?: true;
}
