import { Button, Input, Select } from 'antd';
import { useVocabulary } from '../facts/vocabulary';

/** A title as the law's facts have it. */
export interface TitleRecord {
  readonly id: string;
  readonly code: string;
  readonly granted_on: string;
  readonly first_ever: boolean;
}

/** Titles that an enterprise holds, each with its date. */
export function TitlesField({
  value,
  onChange,
}: {
  value: readonly TitleRecord[];
  onChange: (titles: readonly TitleRecord[]) => void;
}) {
  const { definitionOf } = useVocabulary();
  const options = Object.entries(definitionOf('titles[].code')?.values ?? {}).map(([code, label]) => ({
    value: code,
    label,
  }));
  const change = (id: string, part: Partial<TitleRecord>): void =>
    onChange(value.map((title) => (title.id === id ? { ...title, ...part } : title)));
  return (
    <fieldset className="titles">
      <legend className="titles-name">已获认定称号</legend>
      {value.map(({ id, code, granted_on }) => (
        <div key={id} className="title-row">
          <Select
            aria-label="称号"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="称号"
            value={code === '' ? null : code}
            options={options}
            onChange={(next) => change(id, { code: next })}
          />
          <Input
            aria-label="认定日期"
            type="date"
            value={granted_on}
            onChange={({ target }) => target.value !== '' && change(id, { granted_on: target.value })}
          />
          <Button onClick={() => onChange(value.filter((title) => title.id !== id))}>删除</Button>
        </div>
      ))}
      <Button
        type="dashed"
        onClick={() =>
          onChange([
            ...value,
            {
              id: `T${value.length + 1}-${Date.now()}`,
              code: '',
              granted_on: new Date().toISOString().slice(0, 10),
              first_ever: true,
            },
          ])
        }
      >
        添加称号
      </Button>
    </fieldset>
  );
}
