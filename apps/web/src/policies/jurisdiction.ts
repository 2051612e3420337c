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
  readonly outcome?: string;
  readonly check?: Check;
}

function tests(check: Check | undefined): Check[] {
  if (check === undefined) return [];
  return check.kind === 'test' ? [check] : (check.of ?? []).flatMap(tests);
}

const stepsOf = ({ trace }: Result): readonly Step[] =>
  (trace as { steps?: readonly Step[] } | undefined)?.steps ?? [];

/** Whether nothing rules a clause out, and it is not known whether it concerns the applicant: place or occasion are unknown. */
export function isOpen(result: Result): boolean {
  const outcomes = stepsOf(result)
    .filter(({ step }) => step === 'jurisdiction' || step === 'trigger')
    .map(({ outcome }) => outcome);
  return outcomes.includes('unknown') && !outcomes.includes('false');
}

/** Where a clause applies, as facts about an applicant: { 'applicant.city': '平顶山' }. */
export function placeOf(result: Result): Readonly<Record<string, string>> {
  const place = stepsOf(result)
    .filter(({ step }) => step === 'jurisdiction')
    .flatMap(({ check }) => tests(check));
  return Object.fromEntries(
    place.flatMap(({ fact, expected }) => (fact && typeof expected === 'string' ? [[fact, expected]] : [])),
  );
}
