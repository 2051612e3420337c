import { callOf, caseOf } from './cases';
import { CITIES, FILINGS, OFFERED } from './parts.table';
import { type CaseView } from './shapes';
import { type Stage } from './stage';

/** One part of the story with its case; null where there is none (yet). */
export interface Played {
  clerk: string;
  call: string;
  /** `offer`: found by the sweep; `filing`: filed by the enterprise. */
  way: 'offer' | 'filing';
  seen: CaseView | null;
}

/** Every part of the story, in its order, with where its case stands. */
export async function everyCase(stage: Stage): Promise<Played[]> {
  const parts = [
    ...OFFERED.map(({ clerk, call }) => ({ clerk, call, way: 'offer' as const })),
    ...FILINGS.map(({ clerk, call }) => ({ clerk, call, way: 'filing' as const })),
  ];
  const played: Played[] = [];
  for (const part of parts)
    played.push({ ...part, seen: await caseOf(stage, part.clerk, await callOf(stage, part.call)) });
  return played;
}

/** Accounts that may read the money of every treasury of the story. */
export const AUDITORS: readonly string[] = [...CITIES.map(({ auditor }) => auditor), 'hn-auditor'];
