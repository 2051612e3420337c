import { localDate } from '@duixian/calendar';
import fc from 'fast-check';
import { isCreditCode } from '../parties/credit-code';
import { generateEnterprises } from './generate-enterprises';

const PLACES = [
  { cityCode: '410100', cityName: '郑州', countyCode: '410105', countyName: '金水区' },
  { cityCode: '330400', cityName: '嘉兴', countyCode: '330402', countyName: '南湖区' },
];

it('makes the same enterprises every time', () => {
  const today = localDate('2026-11-25');
  expect(generateEnterprises(PLACES, 50, today)).toEqual(generateEnterprises(PLACES, 50, today));
});

it('on whatever day it runs, makes valid codes, and no date or payment after that day', () => {
  const day = fc
    .date({ min: new Date('2024-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => localDate(date.toISOString().slice(0, 10)));
  fc.assert(
    fc.property(day, (today) => {
      for (const { creditCode, facts, titles, payments, registeredOn } of generateEnterprises(
        PLACES,
        100,
        today,
      )) {
        expect(isCreditCode(creditCode)).toBe(true);
        expect(registeredOn < today).toBe(true);
        expect(String(facts['scale.entry_date'] ?? today) <= today).toBe(true);
        expect([...titles, ...payments].every(({ yearsAgo }) => yearsAgo >= 1)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

it('leaves no first grant unpaid, except the few that were forgotten or brought in from elsewhere', () => {
  const all = generateEnterprises(PLACES, 1_000, localDate('2026-11-25'));
  const unpaid = all.filter(({ titles, payments }) =>
    titles.some(({ code, firstEver }) => code !== 'INNOVATIVE_SME' && firstEver && payments.length === 0),
  );
  expect(unpaid.length).toBeGreaterThan(5);
  expect(unpaid.length).toBeLessThan(50);
});
