import { Button, Input, Select } from 'antd';
import { useId } from 'react';
import { type FiltersInUrl } from './filters-in-url';

/** A way to narrow a list; `name` is the API's own parameter. */
export type FilterField =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly options: readonly Choice[];
    }
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly hint?: string }
  | { readonly kind: 'day'; readonly name: string; readonly label: string };

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Choices out of a record of labels, in its order. */
export const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export function FilterBar({ fields, filters }: { fields: readonly FilterField[]; filters: FiltersInUrl }) {
  const narrowed = Object.keys(filters.values).length > 0;
  if (fields.length === 0) return null;
  return (
    <form className="filter-bar" role="search" onSubmit={(event) => event.preventDefault()}>
      {fields.map((field) => (
        <Field key={field.name} field={field} filters={filters} />
      ))}
      <Button
        type="link"
        className={narrowed ? '' : 'not-visible'}
        disabled={!narrowed}
        onClick={() => filters.narrow(Object.fromEntries(fields.map(({ name }) => [name, ''])))}
      >
        清除筛选
      </Button>
    </form>
  );
}

function Field({ field, filters }: { field: FilterField; filters: FiltersInUrl }) {
  const id = useId();
  const value = filters.values[field.name] ?? '';
  const set = (next: string): void => filters.narrow({ [field.name]: next.trim() });
  return (
    <div className="filter">
      <label htmlFor={id}>{field.label}</label>
      {field.kind === 'choice' && (
        <Select
          id={id}
          className="filter-choice"
          value={value}
          options={[{ value: '', label: '全部' }, ...field.options]}
          onChange={set}
          showSearch={field.options.length > 8 && { optionFilterProp: 'label' }}
        />
      )}
      {field.kind === 'text' && (
        <Input.Search
          id={id}
          key={value}
          className="filter-text"
          defaultValue={value}
          placeholder={field.hint}
          allowClear
          onSearch={set}
        />
      )}
      {field.kind === 'day' && (
        <Input id={id} type="date" value={value} onChange={(event) => set(event.target.value)} />
      )}
    </div>
  );
}
