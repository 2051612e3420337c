import { ApiRefused } from './client';
import { partyOf } from './cases';
import { DemoRefusal } from './demo-refusal';
import { OFFERED } from './parts.table';
import { type Stage } from './stage';
import { yuan } from './text';

export interface OfferView {
  id: string;
  version: number;
  state: string;
  amountFen: number;
  expiresOn: string;
}

/** The offers of the enterprise that a clerk acts for, newest first. */
export async function offersOf(stage: Stage, clerk: string): Promise<OfferView[]> {
  const party = await partyOf(stage, clerk);
  return (await stage.as(clerk)).all<OfferView>(`offers?partyId=${party.id}`);
}

/** Each clerk answers by one click: confirms, or declines. What cannot be confirmed yet stays open and says why. */
export async function answerOffers(stage: Stage): Promise<void> {
  for (const { clerk, answer } of OFFERED) {
    const { registeredName } = await partyOf(stage, clerk);
    const [offer] = await offersOf(stage, clerk);
    if (!offer)
      throw new DemoRefusal(`${registeredName} has no offer: its title was not imported, or withdrawn.`);
    if (offer.state !== 'open') {
      stage.was(`${registeredName} ${offer.state === 'declined' ? '已放弃' : '已确认'}`);
      continue;
    }
    const person = await stage.as(clerk);
    try {
      const more = answer === 'decline' ? { reason: '企业自愿放弃' } : {};
      await person.post(`offers/${offer.id}/${answer}`, { version: offer.version, ...more });
      stage.did(
        `${registeredName} ${answer === 'confirm' ? '一键确认' : '放弃'} ${yuan(offer.amountFen)} 元`,
      );
    } catch (error) {
      if (!(error instanceof ApiRefused) || error.problem.code !== 'payee-account-unusable') throw error;
      stage.note(`${registeredName} 收款账户未核验,暂不能确认,有效至 ${offer.expiresOn}`);
    }
  }
}
