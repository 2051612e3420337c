import {
  findApplication,
  findDecisionPaper,
  insertDecisionPaper,
  isDecidedBy,
  runQuery,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type DecisionPaperEntity,
  type FileStore,
  type Tx,
} from '@duixian/persistence';
import { allowedApplicationActions, type Actor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import { attachPaper, type AttachPaper, type PaperAnswer } from './attach-paper';
import { caseResource, openStageOf, positionOf, refuseUnfit, stageOfAction } from './open-case';
import type { OpenedMaterial } from './read-materials';
import { refuseUnlessHolder } from './task-holder';

/**
 * Keeps the paper that holds a decision (会议纪要、批复) while a stage is open that decides: who acts there uploads it and names it
 * with the verb `decide`, for one line or several. Until then it counts for nothing and is shown to nobody.
 */
export async function attachDecisionPaper(
  db: Database,
  files: FileStore,
  command: AttachPaper,
): Promise<CommandOutcome<PaperAnswer, Refusal>> {
  return attachPaper(db, files, command, {
    ...{ name: 'attachDecisionPaper', operation: 'application.attachDecision' },
    ...{ event: 'application.decision_attached', idName: 'paperId' },
    refuse: refuseUnlessDeciding,
    keep: insertDecisionPaper,
  });
}

async function refuseUnlessDeciding(tx: Tx, application: ApplicationEntity): Promise<Refused | null> {
  const { id, state } = application;
  if (!allowedApplicationActions(positionOf(application)).includes('decide'))
    return refuse('action-not-allowed', '此件现在不能记录决定,不需要上传决定文件。', { state });
  return (
    (await refuseUnfit(tx, id, stageOfAction('decide', openStageOf(application)))) ??
    (await refuseUnlessHolder(tx, application, 'decide'))
  );
}

/** The paper that a decision names, uploaded to the same case; null where it names none. */
export async function paperOfDecision(
  tx: Tx,
  applicationId: string,
  paperId: string | undefined,
): Promise<DecisionPaperEntity | null | Refused> {
  if (paperId === undefined) return null;
  const paper = await findDecisionPaper(tx, paperId);
  if (paper?.applicationId === applicationId) return paper;
  return refuse('decision-refused', '没有找到上传到此件的这份决定文件,请重新上传后再记录。', {
    ...{ problem: 'paper-unknown', field: 'paperId' },
  });
}

/** The paper that holds a recorded decision, for whoever may read the case. */
export async function openDecisionPaper(
  db: Database,
  files: FileStore,
  actor: Actor,
  { applicationId, paperId }: { applicationId: string; paperId: string },
): Promise<{ ok: true; value: OpenedMaterial } | Refused> {
  const found = await runQuery(db, actor, async (tx) => {
    const application = await findApplication(tx, applicationId);
    const paper = application && (await findDecisionPaper(tx, paperId));
    if (paper?.applicationId !== applicationId || !(await isDecidedBy(tx, paperId))) return null;
    const resource = caseResource(tx, application as ApplicationEntity);
    return refuseUnlessPermitted(actor, 'application.readDecisionPaper', resource) ? null : paper;
  });
  if (!found) return refuseAsUnknown();
  const { fileName, mediaType, sizeBytes, contentHash } = found;
  return { ok: true, value: { fileName, mediaType, sizeBytes, content: await files.read(contentHash) } };
}
