import { fen, type Fen } from '@duixian/money';
import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';

/** bigint fen ↔ branded safe integer. Undefined stays undefined: TypeORM passes it for absent criteria. */
export const fenTransformer: ValueTransformer = {
  to: (value: Fen | null | undefined) => value,
  from: (value: string | number | null | undefined) =>
    value === null || value === undefined ? value : fen(BigInt(value)),
};

export const Uuid = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'uuid', ...options });
export const Text = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'text', ...options });
export const Int = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'integer', ...options });
export const Instant = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'timestamptz', ...options });
export const DateOnly = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'date', ...options });
export const Json = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'jsonb', ...options });
export const Truth = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });
export const FenColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: fenTransformer, ...options });
