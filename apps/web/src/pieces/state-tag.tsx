import { Tag } from 'antd';

/** How a state looks; the words are always there. States that are not named here are neutral. */
const TONES: Readonly<Record<string, string>> = {
  returned: 'warning',
  correction_needed: 'warning',
  parked: 'warning',
  terminating: 'warning',
  awaiting_funding: 'warning',
  unknown: 'warning',
  rejected: 'error',
  not_supported: 'error',
  in_review: 'processing',
  under_review: 'processing',
  submitted: 'processing',
  on_notice: 'processing',
  sending: 'processing',
  prepared: 'processing',
  published: 'processing',
  paid: 'success',
  settled: 'success',
  awarded: 'success',
  released: 'success',
  approved: 'success',
};

/** A state in Chinese, out of the labels of its table. */
export function StateTag({ labels, state }: { labels: Readonly<Record<string, string>>; state: string }) {
  return <ToneTag tone={state} words={labels[state] ?? state} />;
}

export function ToneTag({ tone, words }: { tone: string; words: string }) {
  return <Tag className={`state state-${TONES[tone] ?? 'neutral'}`}>{words}</Tag>;
}
