import { type Stage } from './stage';

export interface ClauseInForce {
  article: string;
  title: string;
  document: { number: string; title: string };
}

/** A clause of the law in force. */
export const clauseOf = (stage: Stage, id: string): Promise<ClauseInForce> =>
  stage.once(`clause ${id}`, () => stage.anybody.get<ClauseInForce>(`clauses/${id}`));

/** How a place is called. */
export async function regionName(stage: Stage, code: string): Promise<string> {
  const regions = await stage.once('regions', async () =>
    (await stage.as('auditor')).all<{ code: string; name: string }>('regions'),
  );
  return regions.find((region) => region.code === code)?.name ?? code;
}
