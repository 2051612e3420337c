import { type Shape } from '@duixian/api-client';

type Result = Shape<'ExplainedResultShape'>;

interface Check {
  readonly kind?: string;
  readonly fact?: string;
  readonly expected?: unknown;
  readonly of?: readonly Check[];
}

interface Step {
  readonly step?: string;
  readonly check?: Check;
}

function tests(check: Check | undefined): Check[] {
  if (check === undefined) return [];
  return check.kind === 'test' ? [check] : (check.of ?? []).flatMap(tests);
}

/** Where a clause applies, as facts about an applicant: { 'applicant.city': '平顶山' }. */
export function placeOf({ trace }: Result): Readonly<Record<string, string>> {
  const steps = (trace as { steps?: readonly Step[] } | undefined)?.steps ?? [];
  const place = steps.filter(({ step }) => step === 'jurisdiction').flatMap(({ check }) => tests(check));
  return Object.fromEntries(
    place.flatMap(({ fact, expected }) => (fact && typeof expected === 'string' ? [[fact, expected]] : [])),
  );
}
