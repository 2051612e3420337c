import { type Shape } from '@duixian/api-client';
import {
  SWEEP_CAUSE_LABELS,
  type StateReasonCode,
  stateReasonInWords,
  stateReasonLabel,
  type SweepDisposition,
  type SweepState,
} from '@duixian/workflow';
import { type Choice } from '../pieces/filter-bar';

export type Sweep = Shape<'SweepShape'>;
export type SweepDetail = Shape<'SweepDetailShape'>;
export type SweepLine = Shape<'SweepLineShape'>;

/** How states and findings look, in the tones of `ToneTag`. */
export const SWEEP_TONES: Readonly<Record<SweepState, string>> = {
  running: 'in_review',
  prepared: 'returned',
  approved: 'in_review',
  completed: 'paid',
  cancelled: 'neutral',
};

export const DISPOSITION_TONES: Readonly<Record<SweepDisposition, string>> = {
  offer: 'paid',
  held: 'returned',
  'needs-evidence': 'returned',
  'needs-decision': 'returned',
  'already-offered': 'neutral',
  'already-paid': 'neutral',
  superseded: 'neutral',
  'not-payable': 'neutral',
  refused: 'rejected',
};

/** Why a line would not go out although it pays. */
const HELD_CODES = [
  'earlier-payments-incomplete',
  'register-stale',
  'no-call',
  'case-under-way',
  'period-over',
  'offer-open',
  'offer-confirmed',
  'offer-declined',
] as const satisfies readonly StateReasonCode[];

export const HELD_CHOICES: readonly Choice[] = HELD_CODES.map((value) => ({
  value,
  label: stateReasonLabel(value),
}));

/** Who or what began it. */
export const starterInWords = ({ cause, orderedByName }: Pick<Sweep, 'cause' | 'orderedByName'>): string =>
  orderedByName ?? SWEEP_CAUSE_LABELS[cause];

export const modeInWords = (dryRun: boolean): string => (dryRun ? '试比对' : '正式比对');

export const LEVEL_LABELS: Readonly<Record<'province' | 'city' | 'county', string>> = {
  province: '省级',
  city: '市级',
  county: '县区级',
};

/** Seconds for reading: 75 → "1 分 15 秒". */
export const secondsInWords = (seconds: number): string =>
  seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;

export const reasonOf = (reason: Shape<'StateReasonShape'> | null): string =>
  reason === null ? '' : stateReasonInWords(reason);
