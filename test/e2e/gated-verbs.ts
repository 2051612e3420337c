import type * as casework from '@duixian/casework';
import { type Office } from '@duixian/testing';
import { type CaseSubjects } from '../http/case-subjects';
import { type MoneyDesk } from './money-desk';

/** Where the verbs are taken. */
export interface Ground {
  office: Office;
  subjects: CaseSubjects;
  desk: MoneyDesk;
  files: casework.FileStore;
  /** For files of the tests. */
  folder: string;
}

/** A case at the point where a verb may be taken, and the verb; `county` is where its people are. */
export interface Subject {
  applicationId: string;
  county: string;
  run: (actor: casework.PersonActor) => Promise<unknown>;
}

export type Verbs = Readonly<Record<string, () => Promise<Subject>>>;
