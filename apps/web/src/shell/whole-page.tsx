import { ProblemNote } from '../pieces/problem-note';

/** Before anything is known: quiet, and in the place of the first paint of index.html. */
export function WholePageWait() {
  return (
    <div className="whole-page" role="status">
      正在打开兑现平台…
    </div>
  );
}

export function WholePageProblem({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="whole-page">
      <ProblemNote error={error} retry={retry} />
    </main>
  );
}
