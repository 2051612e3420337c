import { choosableOptions, type PolicyDocument } from '@duixian/policy';

/** A document, and the options that replace the presets of its readings, by reading id. */
export interface ReadLaw {
  readonly document: PolicyDocument;
  readonly readings: Readonly<Record<string, string>>;
}

/** What keeps a switch from being followed, and how to say it instead. */
export interface SwitchProblem {
  readonly message: string;
  readonly fix: string;
}

type Switched =
  { readonly ok: true; readonly law: readonly ReadLaw[] } | ({ readonly ok: false } & SwitchProblem);

const refuse = (message: string, fix: string): { ok: false } & SwitchProblem => ({ ok: false, message, fix });

/** `DOCUMENT/READING=OPTION`, or for every document that has the reading `READING=OPTION`; null for anything else. */
function parseSwitch(text: string): { document: string | null; reading: string; option: string } | null {
  const [, document, reading, option] = /^(?:([^/=]+)\/)?([^/=]+)=([^=]+)$/.exec(text) ?? [];
  return reading && option ? { document: document ?? null, reading, option } : null;
}

/** Why the option cannot be chosen in this document; null where it can. */
function refusalIn(document: PolicyDocument, id: string, option: string): SwitchProblem | null {
  const reading = document.readings.find((each) => each.id === id);
  const options = reading ? choosableOptions(document, reading) : [];
  if (options.includes(option)) return null;
  if (options.length > 0)
    return {
      message: `reading "${id}" of ${document.id} has no option "${option}"`,
      fix: `one of: ${options.join(', ')}`,
    };
  const message = `reading "${id}" is written into the clauses of ${document.id}`;
  return {
    message,
    fix: 'another option is a new version of the document: change it there and use --documents',
  };
}

/** The readings of the documents that can be switched at all, as they are written behind --reading. */
function switchable(documents: readonly PolicyDocument[]): string {
  const names = documents.flatMap((document) =>
    document.readings
      .filter((reading) => choosableOptions(document, reading).length > 0)
      .map(({ id }) => `${document.id}/${id}`),
  );
  return names.length === 0 ? 'no reading can be switched here' : `one of: ${names.join(', ')}`;
}

/**
 * Lays what a caller says of open readings over the documents, each said as `READING=OPTION` or `DOCUMENT/READING=OPTION`.
 * Refused, never skipped: a reading or option that is not there, one that is written into clauses, one said twice.
 */
export function switchReadings(documents: readonly PolicyDocument[], switches: readonly string[]): Switched {
  const law = documents.map((document) => ({ document, readings: new Map<string, string>() }));
  for (const text of switches) {
    const said = parseSwitch(text);
    if (!said)
      return refuse(`"${text}" switches no reading`, 'write READING=OPTION or DOCUMENT/READING=OPTION');
    const { reading, option } = said;
    const named = law.filter(({ document }) => said.document === null || document.id === said.document);
    if (named.length === 0)
      return refuse(
        `there is no document "${said.document}"`,
        `one of: ${documents.map(({ id }) => id).join(', ')}`,
      );
    const concerned = named.filter(({ document }) => document.readings.some(({ id }) => id === reading));
    if (concerned.length === 0) {
      const where = said.document === null ? '' : ` in ${said.document}`;
      return refuse(
        `there is no reading "${reading}"${where}`,
        switchable(named.map(({ document }) => document)),
      );
    }
    const fitting = concerned.filter(({ document }) => refusalIn(document, reading, option) === null);
    for (const { document, readings } of concerned) {
      const problem = refusalIn(document, reading, option);
      if (problem && fitting.length === 0) return refuse(problem.message, problem.fix);
      if (problem)
        return refuse(
          problem.message,
          `name the document: ${fitting.map((fits) => `${fits.document.id}/${text}`).join(', ')}`,
        );
      if (readings.has(reading))
        return refuse(`reading "${reading}" of ${document.id} is switched twice`, 'say it once');
      readings.set(reading, option);
    }
  }
  return {
    ok: true,
    law: law.map(({ document, readings }) => ({ document, readings: Object.fromEntries(readings) })),
  };
}
