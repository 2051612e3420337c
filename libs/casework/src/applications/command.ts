import type { PersonActor } from '@duixian/workflow';

/** What every verb on a case takes: who, which case, the version they saw, the key of the request. */
export interface CaseCommand {
  actor: PersonActor;
  idempotencyKey: string;
  applicationId: string;
  version: number;
}

/** What a verb answers: enough to go on without reading again. */
export interface CaseAnswer {
  id: string;
  caseNumber: string;
  state: string;
  version: number;
}
