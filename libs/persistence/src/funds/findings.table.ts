/** What may break a promise about the books, papers and roles, in English; `{0}` is the first figure. Pages have words of their own. */
export const FINDINGS = {
  'account-sum': 'ledger account {0} holds {1} fen, its entries add up to {2}',
  'journal-sum': 'journal {0} adds up to {1} fen over {2} entries',
  'line-sum': 'budget line {0}: its accounts add up to {1} fen',
  'negative-account': 'budget line {0}: {1} is {2} fen',
  'change-journals': 'budget change {0} is {1} with {2} journals',
  unexplained: 'budget line {0}: {1} is {2} fen, its payments and demands come to {3}',
  'award-lines': 'award {0} is {1} fen, its lines come to {2}',
  'award-sources': 'award {0} is {1} fen, its sources come to {2}',
  'source-payments': 'source {0} is {1} fen, its payments and offsets come to {2}',
  'part-share': 'source {0} of {1} fen pays {2} as part {3}, which is {4}/{5}',
  'part-unplanned': 'payment {0} is part {1}, which the plan of its award has not',
  'part-early': 'payment {0} is {1} as part {2} of its award, which nobody let fall due',
  'part-decided-alone': 'part {0} of award {1} was decided by who proposed it',
  'advance-sum': 'award {0}: {1} fen are advanced of {2} that others bear',
  'refund-elsewhere': 'payment {0} refunds {1}, which is of another award, another treasury or no advance',
  'refund-owed':
    'refund {0} is {1} (refunded on {2}) of a payment that is {3}: the books say {4} fen of {5} are owed',
  'over-demanded': 'payment {0}: {1} fen are demanded back of {2}',
  'demand-met': 'demand {0} of {1} fen is {2} with {3} met',
  'demand-alone': 'demand {0} was confirmed by its maker',
  'reversed-alone': 'repayment {0} was undone without a second person',
  'entry-alone': '{0} {1} was booked by its maker or without consent',
  'credit-twice': 'incoming {0} of {1}, treasury {2}, pays back {3} times',
  'credit-overused': 'line {0} of statement {1}: of {2} fen that came in {3} pay back',
  'debit-overused': 'line {0} of statement {1}: of {2} fen that were taken back {3} are undone',
  'awarded-twice': 'party {0} was awarded {1} for "{2}" {3} times',
  'leaves-terminated': 'payment {0} is {1} of a case that is {2}',
  'not-given-back': 'payment {0} of {1} fen is cancelled of a case that is {2}, and {3} fen were given back',
  'two-live-attempts': 'payment {0} has {1} live attempts',
  'no-attempt': 'payment {0} is {1}, but no attempt of it is',
  'matched-twice': 'attempt {0} is matched by {1} debits',
  'settled-without-debit': 'payment {0} is settled, but no statement shows a debit of {1} fen for it',
  'day-differs':
    'day {0} of treasury {1} says {2} lines, {3} fen out and {4} in; its statements say {5}, {6} and {7}',
  'left-while-held': 'payment {0} is {1}, but was held for {2} when its batch was released',
  'left-to-bank': 'payment {0} of a batch by {1} left to the bank',
  'left-in-file': 'payment {0} of a batch by {1} left in a file',
  'batch-totals': 'batch {0} says {1} payments of {2} fen, it has {3} of {4}',
  'released-alone': 'batch {0} was released by its maker',
  'paper-altered': 'paper {0} ({1}) is not what the trail says was handed out',
  'paper-gone': 'paper {0} ({1}) was handed out and is gone',
  'codes-shared': 'papers {0} carry one code',
  'code-twice': 'the code of step {0} of person {1} was taken {2} times',
  'role-alone': 'the role {0} of person {1} at {2} was not given by two',
  'channel-alone': 'the treasury of {0} pays by {1}, which no two administrators said',
} as const;

export type FindingKind = keyof typeof FINDINGS;
export const FINDING_KINDS = Object.keys(FINDINGS) as FindingKind[];

/** One thing that breaks a promise: which way, and the figures of it, empty where there is none. Amounts are fen. */
export interface Finding {
  kind: FindingKind;
  figures: string[];
}

/** A finding as a sentence for operators. */
export const findingInEnglish = ({ kind, figures }: Finding): string =>
  FINDINGS[kind].replace(/\{(\d+)\}/g, (_, at: string) => figures[Number(at)] ?? '');
