import { TITLE_ALIASES } from './title-alias.table';
import { TITLE_CODES } from './title-code.table';

/** Names differ in quotation marks, brackets and blanks between one list and the next, never in meaning. */
function plainName(name: string): string {
  return name.normalize('NFKC').replace(/[\s"'“”‘’「」『』]/g, '');
}

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(TITLE_CODES).flatMap(([code, name]) =>
    [code, name, ...(TITLE_ALIASES[code] ?? [])].map((each) => [plainName(each), code] as const),
  ),
);

/** The code of a title by its code, its name or one of its former names; null for a name that is not known. */
export function titleCodeOf(name: string): string | null {
  return CODES.get(plainName(name)) ?? null;
}
