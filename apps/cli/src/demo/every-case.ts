import { callOf, caseOf } from './cases';
import { offersOf, type OfferView } from './offers';
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
  /** The newest offer that has no case; null where there is none. */
  openOffer: OfferView | null;
}

/** A part that has its case. */
export type PlayedCase = Played & { seen: CaseView };

/** Every part of the story, in its order, with where its case stands. */
export async function everyCase(stage: Stage): Promise<Played[]> {
  const parts = [
    ...OFFERED.map(({ clerk, call }) => ({ clerk, call, way: 'offer' as const })),
    ...FILINGS.map(({ clerk, call }) => ({ clerk, call, way: 'filing' as const })),
  ];
  const played: Played[] = [];
  for (const part of parts) {
    const seen = await caseOf(stage, part.clerk, await callOf(stage, part.call));
    const offers = seen || part.way === 'filing' ? [] : await offersOf(stage, part.clerk);
    played.push({ ...part, seen, openOffer: offers[0] ?? null });
  }
  return played;
}

/** Accounts that may read the money of every treasury of the story. */
export const AUDITORS: readonly string[] = [...CITIES.map(({ auditor }) => auditor), 'hn-auditor'];
