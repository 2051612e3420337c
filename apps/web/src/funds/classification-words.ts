import { STATEMENT_CLASSIFICATION_LABELS } from '@duixian/workflow';

/** What a line of a statement was taken for, in words; as it is where a newer server knows more. */
export const classificationInWords = (classification: string): string =>
  (STATEMENT_CLASSIFICATION_LABELS as Readonly<Record<string, string>>)[classification] ?? classification;
