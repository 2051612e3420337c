/** Grounds to choose from where a verb names one, for a single case and for many. */
export const REJECTION_GROUNDS = ['not-eligible', 'false-statement', 'duplicate-funding', 'other'] as const;
export const TERMINATION_GROUNDS = [
  'applicant-dissolved',
  'policy-ended',
  'ordered-by-authority',
  'false-statement',
  'duplicate-funding',
  'other',
] as const;

export type RejectionGround = (typeof REJECTION_GROUNDS)[number];
export type TerminationGround = (typeof TERMINATION_GROUNDS)[number];
