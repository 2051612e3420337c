import { FACT_VOCABULARY } from './fact-vocabulary.table';
import { subjectFactOf } from './subject-fact';

it.each([
  ['rent.monthly_yuan', 'rent.lease_id'],
  ['rent.lease_id', 'rent.lease_id'],
  ['zyec.financing_yuan', 'zyec.financing_id'],
  ['project.upstream_grant_yuan', 'project.id'],
  ['revenue.main_business_yuan', null],
  ['titles[].code', null],
  ['evaluation_date', null],
])('%s is about what %s names', (name, expected) => {
  expect(subjectFactOf(name)).toBe(expected);
});

it('a group names its thing by one fact', () => {
  const naming = FACT_VOCABULARY.map(({ name }) => name).filter((name) => subjectFactOf(name) === name);
  expect(naming.sort()).toEqual([
    'exhibition.id',
    'loan.id',
    'product.id',
    'project.id',
    'rent.lease_id',
    'training.batch_id',
    'zyec.financing_id',
  ]);
});
