import { findOpenConsultation, keepTaskClock, type ApplicationEntity, type Tx } from '@duixian/persistence';
import { WAITS_FOR_OPINIONS, type ApplicationAction, type Stage } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';

/** Null unless an action decides what departments were asked about and some have not answered. */
export async function refuseWhileConsulted(
  tx: Tx,
  applicationId: string,
  action: ApplicationAction,
): Promise<Refused | null> {
  if (!WAITS_FOR_OPINIONS.includes(action) || !(await findOpenConsultation(tx, applicationId))) return null;
  return refuse('consultation-open', '已征求部门意见,尚未全部答复。请等待答复,或先撤回征求意见。');
}

/** The clock of the open stage stands on hold and while departments are asked. */
export async function keepStageClock(tx: Tx, application: ApplicationEntity, stage: Stage): Promise<void> {
  const stands = application.state === 'on_hold' || (await findOpenConsultation(tx, application.id)) !== null;
  await keepTaskClock(tx, application.id, stage.key, stands);
}
