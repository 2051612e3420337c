import { type Shape } from '@duixian/api-client';
import { formatYuanGrouped, parseYuan } from '@duixian/money';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, valueOf } from '../shell/api';

export type FactDefinition = Shape<'FactDefinitionShape'> & {
  readonly values: Readonly<Record<string, string>> | null;
};

export interface Vocabulary {
  readonly all: readonly FactDefinition[];
  readonly definitionOf: (name: string) => FactDefinition | undefined;
  /** What a fact is called; its name until the vocabulary is there. */
  readonly meaningOf: (name: string) => string;
  /** A value as people read it. */
  readonly say: (name: string, value: unknown) => string;
}

const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  person: ' 人',
  'person-year': ' 人年',
  month: ' 个月',
  year: ' 岁',
};

function sayBy(definition: FactDefinition | undefined, value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value))
    return value.length === 0 ? '无' : value.map((each) => sayBy(definition, each)).join('、');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value as string | number);
  if (definition?.unit?.startsWith('yuan')) {
    const amount = parseYuan(text);
    return amount === null ? text : `${formatYuanGrouped(amount)} 元`;
  }
  return definition?.values?.[text] ?? `${text}${UNITS[definition?.unit ?? ''] ?? ''}`;
}

/** The words of the law's facts. */
export function useVocabulary(): Vocabulary {
  const { data } = useQuery({
    queryKey: ['vocabulary'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/facts/vocabulary', { signal })),
    staleTime: Infinity,
  });
  return useMemo(() => {
    const all = (data?.items ?? []) as readonly FactDefinition[];
    const byName = new Map(all.map((each) => [each.name, each]));
    return {
      all,
      definitionOf: (name) => byName.get(name),
      meaningOf: (name) => byName.get(name)?.meaning ?? name,
      say: (name, value) => sayBy(byName.get(name), value),
    };
  }, [data]);
}
