import { DemoRefusal } from './demo-refusal';
import { type CaseView } from './shapes';
import { type Stage } from './stage';

export interface Party {
  id: string;
  creditCode: string;
  registeredName: string;
}

export interface Call {
  id: string;
  number: string;
  year: number;
  state: string;
  cityCode: string;
  clauseIds: string[];
  publishedAt: string;
}

/** The enterprise that a clerk acts for. */
export function partyOf(stage: Stage, clerk: string): Promise<Party> {
  return stage.once(`party of ${clerk}`, async () => {
    const [party] = await (await stage.as(clerk)).all<Party>('parties');
    if (!party) throw new DemoRefusal(`The demo account ${clerk} acts for nobody: start on a new DATA_DIR.`);
    return party;
  });
}

/** The published call whose number begins like that, of the newest year. */
export function callOf(stage: Stage, beginning: string): Promise<Call> {
  return stage.once(`call ${beginning}`, async () => {
    const calls = await (await stage.as('auditor')).all<Call>('calls');
    const call = calls.find(
      ({ number, state }) => number.startsWith(`${beginning}-`) && state === 'published',
    );
    if (!call)
      throw new DemoRefusal(
        `There is no published call ${beginning}-…: start on a new DATA_DIR, or publish one.`,
      );
    return call;
  });
}

/** The newest case of an enterprise under a call, as its clerk sees it; null where there is none. */
export async function caseOf(stage: Stage, clerk: string, call: Call): Promise<CaseView | null> {
  const party = await partyOf(stage, clerk);
  const path = `applications?callId=${call.id}&partyId=${party.id}`;
  const [newest] = await (await stage.as(clerk)).all<{ id: string }>(path);
  return newest ? (await stage.as(clerk)).get<CaseView>(`applications/${newest.id}`) : null;
}
