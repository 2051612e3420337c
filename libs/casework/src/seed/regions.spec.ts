import { REGIONS } from './regions.table';

const byCode = new Map(REGIONS.map((region) => [region.code, region]));

it('names every place once, by code and as policy facts call it', () => {
  expect(byCode.size).toBe(REGIONS.length);
  expect(new Set(REGIONS.map(({ factName }) => factName)).size).toBe(REGIONS.length);
});

it('puts every place into the region that its code says', () => {
  const above = REGIONS.map(({ code, level, parentCode }) => [code, level, parentCode]);
  const fromCode = REGIONS.map(({ code }) => {
    if (code.endsWith('0000')) return [code, 'province', null];
    if (code.endsWith('00')) return [code, 'city', `${code.slice(0, 2)}0000`];
    return [code, 'county', `${code.slice(0, 4)}00`];
  });
  expect(above).toEqual(fromCode);
  expect(REGIONS.filter(({ parentCode }) => parentCode !== null && !byCode.has(parentCode))).toEqual([]);
});
