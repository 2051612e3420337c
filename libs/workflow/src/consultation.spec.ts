import { departmentProblem, speaksFor, type Department } from './consultation';

const PATH = ['410402', '410400', '410000'];
const of = (regionCode: string, role: Department['role']): Department => ({ regionCode, role });

test.each<[string, Department[], string | null]>([
  ['nobody', [], 'none'],
  ['the treasury of the city', [of('410400', 'finance_maker')], null],
  ['the city twice, in two roles', [of('410400', 'finance_maker'), of('410400', 'policy_officer')], null],
  ['one of them twice', [of('410400', 'reviewer'), of('410400', 'reviewer')], 'twice'],
  ['another county', [of('410422', 'reviewer')], 'outside'],
  ['those who ask', [of('410400', 'reviewer'), of('410402', 'reviewer')], 'own-stage'],
])('asking %s: %s', (_, departments, problem) => {
  expect(departmentProblem(departments, PATH, '410402')).toBe(problem);
});

test('only the role at exactly the region speaks for a department', () => {
  const grants = [{ role: 'finance_maker', regionCode: '410400' }] as const;
  expect(speaksFor({ grants: [...grants] }, of('410400', 'finance_maker'))).toBe(true);
  expect(speaksFor({ grants: [...grants] }, of('410402', 'finance_maker'))).toBe(false);
  expect(speaksFor({ grants: [...grants] }, of('410400', 'reviewer'))).toBe(false);
});
