import { parseFacts, parsePolicyDocument, type Facts, type PolicyDocument } from '../index';

const ABOUT = `document: forms
semantics: 1
number: 甲政办〔2022〕2号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
`;
const GROUPS = `readings:
  R-1:
    article: 一
    question: 较低的已付怎么办
    preset: ask
    options: { difference: 补差, full: 全额, nothing: 不给 }
stacking:
  G-1: { article: 一, reading: R-1 }
  G-2: { article: 一 }
`;
const LISTS = `lists:
  区: { article: 一, values: [东区] }
  县: { article: 一, values: [西县] }
`;
const FUNDING = `funding:
  half:
    by: applicant.county
    branches:
      - { list: 区, article: 二, shares: { province: 1/2, city: 1/4, county: 1/4 } }
      - { list: 县, article: 二, shares: { province: 1/2, county: 1/2 } }
`;

/** A document of the clauses given, with groups and funding rules (its own, or those given) to refer to. */
export function documentOf(clauses: string, groups = GROUPS, funding = FUNDING): PolicyDocument {
  const text = `${ABOUT}${groups}${LISTS}${funding}clauses:\n${clauses}`;
  const parsed = parsePolicyDocument(text, 'forms.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

/** One clause as YAML. */
export const clause = (id: string, lines: readonly string[], kind = 'fixed', treatment = 'award') =>
  [`  - id: ${id}`, '    article: 一', '    title: 奖励', `    kind: ${kind}`, `    treatment: ${treatment}`]
    .concat(lines.map((line) => `    ${line}`))
    .join('\n') + '\n';

export const TRIGGER = 'trigger: { fact: applicant.kind, is: enterprise }';
const base = { evaluation_date: '2022-12-31', 'applicant.city': '甲', 'applicant.kind': 'enterprise' };

/** An enterprise of the document's city, and more facts. */
export function factsOf(given: object): Facts {
  const parsed = parseFacts({ ...base, ...given });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.facts;
}
