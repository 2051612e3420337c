import { FINDINGS } from '@duixian/persistence';
import { FINDING_WORDS } from '../../apps/web/src/audit/finding-words.table';
import { findingInWords } from '../../apps/web/src/audit/finding-in-words';

const figuresOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\d+)/g)].map(([, at]) => at ?? ''))].sort();

it.each(Object.keys(FINDING_WORDS) as (keyof typeof FINDING_WORDS)[])(
  '%s says in Chinese every figure that it has',
  (kind) => {
    expect(figuresOf(FINDING_WORDS[kind])).toEqual(figuresOf(FINDINGS[kind]));
    const figures = figuresOf(FINDING_WORDS[kind]).map(() => '1');
    expect(findingInWords({ kind, figures }, (code) => code)).not.toMatch(/[{}]/);
  },
);

it('writes fen as yuan, and states as the console does', () => {
  const finding = { kind: 'unexplained' as const, figures: ['a', 'in_flight', '5000001', '5000000'] };
  expect(findingInWords(finding, (code) => code)).toBe(
    '指标 a 的在途数为 50,000.01 元,与之对应的付款和追回合计 50,000.00 元',
  );
});
