import { type Shape } from '@duixian/api-client';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';

export type Person = Shape<'PersonShape'>;

/** What is done to a person, as the API takes it. */
export type PersonActionBody =
  | Shape<'SuspendPersonBody'>
  | Shape<'ResumePersonBody'>
  | Shape<'ResetPasswordBody'>
  | Shape<'ResetSecondFactorBody'>
  | Shape<'GrantRoleBody'>
  | Shape<'EndRoleBody'>
  | Shape<'LinkPartyBody'>
  | Shape<'UnlinkPartyBody'>;

export function usePersonAction(id: string, onDone?: (answer: Shape<'ChangedPersonShape'>) => void) {
  return useCommand(
    (key: string, body: PersonActionBody) =>
      valueOf(
        api.POST('/api/v1/people/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone,
  );
}
