import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Amount } from '../pieces/amount';
import { ToneTag } from '../pieces/state-tag';
import { dueInWords, type Instalment, type InstalmentVerb } from './instalment-words';

const InstalmentDialog = lazy(async () => ({
  default: (await import('./instalment-dialog')).InstalmentDialog,
}));

const STATES = {
  due: { words: '可以拨付', tone: 'paid' },
  waiting: { words: '未到拨付时间', tone: 'neutral' },
  released: { words: '可以拨付', tone: 'paid' },
  forfeited: { words: '不予拨付', tone: 'neutral' },
} as const;
const VERBS: Readonly<Record<InstalmentVerb, string>> = {
  release: '提出拨付',
  forfeit: '提出不予拨付',
  confirm: '同意',
  refuse: '不同意',
  withdraw: '撤回',
};
const PROPOSED = { release: '提出拨付', forfeit: '提出不予拨付' } as const;

/** The parts in which an award is paid, and what the city's reviewers may decide about those that wait. */
export function InstalmentList({ instalments, caseId }: { instalments: Instalment[]; caseId: string }) {
  const [chosen, setChosen] = useState<{ part: Instalment; verb: InstalmentVerb } | null>(null);
  return (
    <>
      <ol className="instalments" aria-label="分期">
        {instalments.map((part) => (
          <li key={part.number}>
            第 {part.number} 期 <Amount fen={part.amountFen} />
            <span className="muted small">({part.share})</span> <ToneTag {...STATES[part.state]} />
            <div className="muted small">{dueInWords(part)}</div>
            {part.proposal && <Proposal {...part.proposal} />}
            {part.allowedActions.length > 0 && (
              <div className="page-actions">
                {part.allowedActions.map((verb) => (
                  <Button
                    key={verb}
                    size="small"
                    danger={verb === 'forfeit'}
                    onClick={() => setChosen({ part, verb })}
                  >
                    {VERBS[verb]}
                  </Button>
                ))}
              </div>
            )}
          </li>
        ))}
      </ol>
      {chosen && (
        <Suspense fallback={null}>
          <InstalmentDialog
            {...chosen}
            title={VERBS[chosen.verb]}
            caseId={caseId}
            close={() => setChosen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

const Proposal = ({ kind, reason, documentNumber, open }: NonNullable<Instalment['proposal']>) => (
  <div className="muted small">
    {open ? `已${PROPOSED[kind]},待另一人复核` : '经两人办理'}:{documentNumber},{reason}
  </div>
);
