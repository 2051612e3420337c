import {
  insertPolicyVersion,
  nextPolicyVersion,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { POLICY_CREATED_EVENT, type PersonActor, type PolicyState } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, type CaseOutcome, type Refusal } from '../ground/refusal';
import { columnsOf, readPolicyText, type PolicyText } from './policy-text';

/** What every change of a version answers. `revision` is sent along with the next change. */
export interface PolicyAnswer {
  id: string;
  documentId: string;
  version: number;
  status: PolicyState;
  revision: number;
}

/** Two officers may draft a version of one document at the same moment. */
const CONFLICTS: Readonly<Record<string, Refusal>> = {
  policy_version_document_id_version_key: {
    code: 'stale-version',
    message: '刚刚已有人起草了该文件的新版本,请先查看,再起草您的版本。',
  },
};

/**
 * A policy officer of the place whose document it is drafts a version, of a document that is there already or of a new
 * one. The text must be readable; its cases may still fail.
 */
export async function draftPolicy(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; written: PolicyText },
): Promise<CommandOutcome<PolicyAnswer, Refusal>> {
  const { actor, idempotencyKey, written } = command;
  const request = { name: 'draftPolicy', actor, idempotencyKey, input: { written }, conflicts: CONFLICTS };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<PolicyAnswer>> => {
    const read = readPolicyText(tx, written.text, 'document');
    if (!read.ok) return read;
    const { document, region } = read;
    const forbidden = refuseUnlessPermitted(actor, 'policy.draft', regionResource(tx, region.code));
    if (forbidden) return forbidden;
    const [id, version] = [tx.newId(), await nextPolicyVersion(tx, document.id)];
    await insertPolicyVersion(tx, {
      ...columnsOf(document, written),
      id,
      documentId: document.id,
      version,
      cityCode: region.level === 'city' ? region.code : null,
      regionCode: region.code,
      status: 'draft',
      revision: 1,
      authorIds: [actor.userId],
      draftedAt: tx.now,
      validation: null,
      trialId: null,
      approvedBy: null,
      approvedAt: null,
      publishedAt: null,
      publishedBy: null,
    });
    const data = { documentId: document.id, version, effectiveFrom: written.effectiveFrom };
    await tx.record({ caseId: id, regionCode: region.code, type: POLICY_CREATED_EVENT, data });
    return done({ id, documentId: document.id, version, status: 'draft', revision: 1 });
  });
}
