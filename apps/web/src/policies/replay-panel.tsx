import { lazy, Suspense, useState } from 'react';

/** Loaded when somebody asks for it. */
const ReplayOutcome = lazy(() => import('./replay-outcome'));

/** A determination made once more from what was stored with it, and by the law of today. */
export function ReplayPanel({ determinationId }: { determinationId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>复核计算</summary>
      {open && (
        <Suspense fallback={<p className="muted">正在复算…</p>}>
          <ReplayOutcome determinationId={determinationId} />
        </Suspense>
      )}
    </details>
  );
}
