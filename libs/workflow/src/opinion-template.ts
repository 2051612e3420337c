import { confirmedBy, REVIEW_STAGE_KEYS, type Stage } from './application';

/** The verbs of a review whose words may come out of a template, and the `answer` of a department that is consulted. */
export const OPINION_VERBS = ['approve', 'return', 'reject', 'remand', 'answer'] as const;
export type OpinionVerb = (typeof OPINION_VERBS)[number];

export const OPINION_VERB_LABELS: Readonly<Record<OpinionVerb, string>> = {
  approve: '通过',
  return: '退回补正',
  reject: '不予支持',
  remand: '退回前序环节',
  answer: '答复部门意见',
};

/** The stages of review for which a template may be kept; one that names none is for all of them. */
export const OPINION_STAGES = REVIEW_STAGE_KEYS;
export type OpinionStage = Stage['key'];

/** Whether a template may be of this verb and stage: a department answers in no stage of its own, and a second approver
 * confirms or sends back and does nothing else. */
export const isOpinionPlace = (verb: OpinionVerb, stage: OpinionStage | null): boolean =>
  stage === null ||
  (verb !== 'answer' && (confirmedBy(stage) === null || verb === 'approve' || verb === 'remand'));

/** What a template may leave open, written in braces. */
export const OPINION_PLACEHOLDERS = ['企业名称', '申报编号', '申报通知', '核定金额', '环节', '今天'] as const;
export type OpinionPlaceholder = (typeof OPINION_PLACEHOLDERS)[number];

const PLACEHOLDER = /[{｛]([^{}｛｝]*)[}｝]/g;

/** What stands in braces and is no placeholder, or a brace without its other: nobody could fill it in. */
export function unknownPlaceholders(body: string): string[] {
  const known: readonly string[] = OPINION_PLACEHOLDERS;
  const named = [...body.matchAll(PLACEHOLDER)].map(([whole, name = '']) =>
    known.includes(name) ? '' : whole,
  );
  const loose = body.replace(PLACEHOLDER, '').match(/[{}｛｝]/g) ?? [];
  return [...new Set([...named.filter((each) => each !== ''), ...loose])];
}

/** The words of a template about one case. */
export const fillOpinion = (body: string, values: Readonly<Record<OpinionPlaceholder, string>>): string =>
  body.replace(PLACEHOLDER, (whole, name: string) => values[name as OpinionPlaceholder] ?? whole);
