import { COUNTY_TARGETS } from './county-targets.table';
import { REGIONS } from './regions.table';

it('every county of the city has its target, and they add up to what the city set itself', () => {
  const counties = REGIONS.filter(({ parentCode }) => parentCode === '410400').map(({ code }) => code);
  const ofCounties = COUNTY_TARGETS.filter(({ regionCode }) => regionCode !== '410400');
  expect(ofCounties.map(({ regionCode }) => regionCode).sort()).toEqual(counties.sort());
  const city = COUNTY_TARGETS.find(({ regionCode }) => regionCode === '410400')?.target;
  expect(ofCounties.reduce((sum, { target }) => sum + target, 0)).toBe(city);
});
