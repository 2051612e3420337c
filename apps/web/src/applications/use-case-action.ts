import { type paths } from '@duixian/api-client';
import { type Command, useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

/** What is sent with a verb on a case, without the version, which is that of the case as it is shown. */
type Body = paths['/api/v1/applications/{id}/actions']['post']['requestBody']['content']['application/json'];
type WithoutVersion<T> = T extends unknown ? Omit<T, 'version'> : never;
export type CaseVerb = WithoutVersion<Body>;

type CaseAnswer = { id: string; state: string; version: number };

/** One verb on a case. A case that changed meanwhile is refused: what was decided on is what was read. */
export function useCaseAction(
  { id, version }: { id: string; version: number },
  onDone?: (answer: CaseAnswer) => void,
): Command<CaseVerb, CaseAnswer> {
  return useCommand<CaseVerb, CaseAnswer>(
    (key, verb) =>
      valueOf(
        api.POST('/api/v1/applications/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { ...verb, version } as Body,
        }),
      ),
    onDone,
  );
}
