import { isCreditCode } from '../parties/credit-code';
import { IMPORT_COLUMNS } from './import-columns.table';

it.each(Object.entries(IMPORT_COLUMNS))('%s: the code shown in the template is one', (_kind, columns) => {
  const examples = Object.values(columns).flatMap(({ key, example }: { key: string; example: string }) =>
    key === 'creditCode' ? [example] : [],
  );
  expect(examples).toHaveLength(1);
  expect(examples.filter((example) => !isCreditCode(example))).toEqual([]);
});
