import { type Written } from './law-check';

/** What was typed and not yet saved. */
export interface KeptLaw extends Written {
  readonly effectiveFrom: string;
}

const nameOf = (id: string): string => `duixian.law.${id}`;

/** What was typed at a version and not saved, kept in this browser. */
export function keptLaw(id: string): KeptLaw | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(id)) ?? 'null');
    const { text, cases, effectiveFrom } = (kept ?? {}) as Partial<KeptLaw>;
    return typeof text === 'string' && typeof cases === 'string' && typeof effectiveFrom === 'string'
      ? { text, cases, effectiveFrom }
      : null;
  } catch {
    return null;
  }
}

/** A browser that has no room for it loses nothing else. */
export function keepLaw(id: string, law: KeptLaw): void {
  try {
    localStorage.setItem(nameOf(id), JSON.stringify(law));
  } catch {
    // What is on the page stays there.
  }
}

export const forgetLaw = (id: string): void => localStorage.removeItem(nameOf(id));
