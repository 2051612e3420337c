import { FACT_VOCABULARY, parseFacts } from '@duixian/policy';
import type { StoredFactValue } from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';
import { factLabel } from './fact-label';

/** What only registers, officials or the system itself say; an applicant's word on it is not even recorded. */
const NOT_CLAIMABLE = /^(evaluation_date$|applicant\.(kind|province|city|county)$|application\.|reading\.)/;
const SCALAR_NAMES = new Set(FACT_VOCABULARY.map((fact) => fact.name).filter((name) => !name.includes('[]')));

/**
 * Checks what an applicant typed: known scalar facts, right type and unit, claimable.
 * @returns the claims, or a refusal listing every bad one by name with what to do
 */
export function checkClaims(
  claims: Record<string, unknown>,
): { ok: true; claims: Record<string, StoredFactValue> } | Refused {
  const problems: { fact: string; message: string; fix: string }[] = [];
  for (const name of Object.keys(claims)) {
    if (NOT_CLAIMABLE.test(name)) {
      problems.push({ fact: name, message: '由登记数据或系统产生,不由企业填报', fix: '请删除此项' });
    } else if (!SCALAR_NAMES.has(name)) {
      problems.push({
        fact: name,
        message: '不是可以填报的数据项',
        fix: '请从页面所列的数据项中填报',
      });
    }
  }
  const parsed = parseFacts(claims);
  if (!parsed.ok)
    problems.push(...parsed.problems.filter((found) => !problems.some((known) => known.fact === found.fact)));
  if (problems.length > 0) {
    return refuse(
      'facts-invalid',
      `这些数据不能采用:${problems.map(({ fact }) => factLabel(fact)).join('、')}。`,
      { problems: problems.map((each) => ({ ...each, label: factLabel(each.fact) })) },
    );
  }
  return { ok: true, claims: claims as Record<string, StoredFactValue> };
}
