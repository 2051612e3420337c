import {
  describeFundingRule,
  describeSubject,
  restsOnReading,
  type Clause,
  type PolicyDocument,
} from '@duixian/policy';

/** An open point that a clause rests on. `followed` is the preset in words; null: a person decides each case. */
export interface ClauseReading {
  reading: string;
  article: string;
  question: string;
  followed: string | null;
  /** Written into the text: another option needs a revision of the document. */
  fixed: boolean;
}

/** What a clause has to do with other clauses and with what the text leaves open. */
export interface ClauseRelations {
  /** What it is paid for once, in Chinese; null of a clause that is not determined. */
  subject: string | null;
  /** Who bears it, in Chinese. */
  fundingText: string | null;
  /** Why no money is paid on it, in Chinese; null where it is. */
  notPayable: string | null;
  /** Other clauses of its stacking group: only the highest is paid. */
  stackedWith: string[];
  /** Clauses that are paid on top of it. */
  toppedUpBy: string[];
  /** Clauses that say the same again, and the one that it says again itself: paid once. */
  repeatedBy: string[];
  repeats: string[];
  /** Rules that shape it, and what a rule shapes itself. */
  governedBy: string[];
  governs: string[];
  /** First and last day that the text names; null: none. */
  validFrom: string | null;
  validTo: string | null;
  readings: ClauseReading[];
}

/** What surrounds a clause of a document among all documents in force. */
export function relationsOf(
  clause: Clause,
  document: PolicyDocument,
  documents: readonly PolicyDocument[],
): ClauseRelations {
  const computed = clause.form === 'computed' ? clause : null;
  const idsWhere = (among: readonly PolicyDocument[], test: (other: Clause) => boolean): string[] =>
    among
      .flatMap(({ clauses }) => clauses)
      .filter((other) => other.id !== clause.id && test(other))
      .map(({ id }) => id);
  return {
    subject: computed && describeSubject(computed.subject),
    fundingText: computed && describeFundingRule(computed.funding),
    notPayable: whyNotPayable(clause),
    stackedWith: idsWhere(
      [document],
      (other) => clause.stackingGroup !== null && other.stackingGroup === clause.stackingGroup,
    ),
    toppedUpBy: idsWhere([document], (other) => other.form === 'computed' && other.addsTo === clause.id),
    repeatedBy: [...(computed?.repeatedBy ?? [])],
    repeats: idsWhere(
      documents,
      (other) => other.form === 'computed' && other.repeatedBy.includes(clause.id),
    ),
    governedBy: idsWhere([document], (other) => other.form === 'stated' && other.governs.includes(clause.id)),
    governs: clause.form === 'stated' ? [...clause.governs] : [],
    validFrom: clause.form === 'stated' ? clause.validFrom : null,
    validTo: clause.form === 'stated' ? clause.validTo : null,
    readings: document.readings
      .filter((reading) => restsOnReading(clause, reading, document))
      .map(({ id, article, question, preset, options, writtenInto }) => ({
        ...{ reading: id, article, question },
        followed: options.find(({ key }) => key === preset)?.meaning ?? null,
        fixed: writtenInto !== null,
      })),
  };
}

function whyNotPayable(clause: Clause): string | null {
  if (clause.payable) return null;
  switch (clause.treatment) {
    case 'relief':
      return '减免事项:由承担单位少收,不发放资金。';
    case 'restatement':
      return '重申其他文件的规定,以原条款为准,只兑付一次。';
    case 'information':
      return '告知事项:由其他部门或上级办理,本系统不发放资金。';
    case 'rule':
      return '管理规定:说明如何执行,本身不发放资金。';
    default:
      return '文件没有写明由谁承担,或只见于转述材料,核定金额仅供参考,不据此发放资金。';
  }
}
