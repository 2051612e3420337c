import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicyDocument } from '@duixian/policy';
import { lockedAs } from './lock-entitlements';

const folder = join(__dirname, '../../../policy/documents');
function lockOf(file: string, clauseId: string, subject: string | null): string {
  const parsed = parsePolicyDocument(readFileSync(join(folder, file), 'utf8'), file);
  if (!parsed.ok) throw new Error(file);
  const { stackingKey, subject: about } = lockedAs(parsed.document, { clauseId, subject });
  return `${stackingKey}/${about}`;
}

test.each([
  ['a clause alone by its subject', 'zhengzhou-2022-36.yaml', 'ZZ-4-1', 'A', 'ZZ-4-1/A'],
  ['or by the applicant', 'pingdingshan-2022-15.yaml', 'PDS-2-1', null, 'PDS-2-1/'],
  ['a group as one', 'zhengzhou-2022-36.yaml', 'ZZ-2-1', 'A', 'ZZ-G2/'],
  ['with it what it deducts', 'pingdingshan-2022-15.yaml', 'PDS-A2-4-7-4', null, 'PDS-GL/'],
  ['and what it deducts it from', 'pingdingshan-2022-15.yaml', 'PDS-A2-4-7-1', null, 'PDS-GL/'],
  ['a cap that runs over several subjects', 'henan-zjtx-measures.yaml', 'HN-3-3-4', 'R-1', 'HN-3-3-4/'],
  ['a cap of one subject by the subject', 'henan-zjtx-measures.yaml', 'HN-2-3-1', 'B', 'HN-2-3-1/B'],
])('%s is locked', (_, file, clause, subject, lock) => {
  expect(lockOf(file, clause, subject)).toBe(lock);
});
