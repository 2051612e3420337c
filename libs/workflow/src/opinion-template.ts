/** The verbs of a review whose words may come out of a template. */
export const OPINION_VERBS = ['approve', 'return', 'reject'] as const;
export type OpinionVerb = (typeof OPINION_VERBS)[number];

/** The stages of review for which a template may be kept; one that names none is for both. */
export const OPINION_STAGES = ['county_review', 'city_review'] as const;
export type OpinionStage = (typeof OPINION_STAGES)[number];

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
