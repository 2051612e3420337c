import { parseYuan, toChineseUppercase } from '@duixian/money';
import { Form, Input, Select } from 'antd';
import { type FactDefinition } from './vocabulary';

/** What is typed for a fact, as the field holds it: everything is text or a list of texts. */
export type Typed = string | readonly string[] | undefined;

const YES_NO = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
];
const UNIT_WORDS: Readonly<Record<string, string>> = {
  yuan: '元',
  'yuan/month': '元/月',
  '%': '%',
  person: '人',
  'person-year': '人年',
  month: '个月',
  year: '岁',
};

/** A field for one fact by its type, with the check that the API makes as well. */
export function FactField({ definition, help }: { definition: FactDefinition; help?: string }) {
  const { name, type, unit, meaning, values } = definition;
  const options = Object.entries(values ?? {}).map(([value, label]) => ({ value, label }));
  return (
    <Form.Item
      name={[name]}
      label={meaning}
      extra={help}
      rules={[{ validator: (_, value: Typed) => complaintAbout(definition, value) }]}
    >
      {type === 'boolean' ? (
        <Select allowClear options={YES_NO} placeholder="请选择" />
      ) : type === 'enum' ? (
        <Select allowClear options={options} placeholder="请选择" />
      ) : type === 'set' ? (
        <Select mode="multiple" allowClear options={options} placeholder="可多选" />
      ) : type === 'date' ? (
        <Input type="date" />
      ) : (
        <Input
          inputMode={type === 'text' ? 'text' : 'decimal'}
          suffix={unit === null ? undefined : UNIT_WORDS[unit]}
        />
      )}
    </Form.Item>
  );
}

function complaintAbout({ type, unit }: FactDefinition, value: Typed): Promise<void> {
  if (value === undefined || value === '' || typeof value !== 'string') return Promise.resolve();
  const text = value.trim();
  if (type === 'integer' && !/^-?\d{1,15}$/.test(text))
    return Promise.reject(new Error('请填写整数,不带单位和千分位'));
  if (type === 'decimal' && unit?.startsWith('yuan') && parseYuan(text) === null)
    return Promise.reject(new Error('请填写金额(元),最多两位小数,不带千分位,例如 50000000'));
  if (type === 'decimal' && !/^-?\d{1,15}(\.\d{1,10})?$/.test(text))
    return Promise.reject(new Error('请填写数字,不带单位和千分位'));
  return Promise.resolve();
}

/** What was typed as the API takes it: decimals and dates as text, counts as numbers; an empty field says nothing. */
export function claimOf({ type }: FactDefinition, typed: Typed): unknown {
  if (typed === undefined || typed === '' || (Array.isArray(typed) && typed.length === 0)) return undefined;
  if (typeof typed !== 'string') return typed;
  const text = typed.trim();
  if (type === 'boolean') return text === 'true';
  return type === 'integer' ? Number(text) : text;
}

/** All that was typed in a form, by fact name. */
export const claimsOf = (
  typed: Readonly<Record<string, Typed>>,
  definitionOf: (name: string) => FactDefinition | undefined,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const definition = definitionOf(name);
      const claim = definition && claimOf(definition, value);
      return claim === undefined ? [] : [[name, claim]];
    }),
  );

/** The other way round: a claim as its field holds it. */
export const typedOf = (claim: unknown): Typed =>
  Array.isArray(claim)
    ? claim.map(String)
    : claim === undefined || claim === null
      ? undefined
      : String(claim as string);

/** A second reading of a large amount: 伍仟万元整. */
export function uppercaseOf(typed: Typed): string | undefined {
  const amount = typeof typed === 'string' ? parseYuan(typed.trim()) : null;
  return amount === null || amount <= 0 ? undefined : toChineseUppercase(amount);
}
