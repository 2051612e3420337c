import { STATEMENT_CLASSIFICATION_LABELS } from '@duixian/workflow';

const LABELS: Readonly<Record<string, string>> = STATEMENT_CLASSIFICATION_LABELS;
const ORDER = Object.keys(LABELS);

/** What a line of a statement was taken for, in words; as it is where a newer server knows more. */
export const classificationInWords = (classification: string): string =>
  LABELS[classification] ?? classification;

/** How many lines were taken for what, in the order of the table, whichever came first in the statement. */
export const classifiedInWords = (classified: Readonly<Record<string, unknown>>): string =>
  Object.entries(classified)
    .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other))
    .map(([kind, count]) => `${classificationInWords(kind)} ${String(count)} 笔`)
    .join(',');
