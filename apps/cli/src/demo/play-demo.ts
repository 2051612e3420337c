import { approveWhiteLists, importRegisters, tellMissed } from './cultivation';
import { type DemoSettings } from './demo-settings';
import { bankOf, knock } from './doors';
import { playFiling } from './filings';
import { importFiles } from './imports';
import { markLedgerComplete } from './ledger-mark';
import { passNotices } from './notices';
import { answerOffers } from './offers';
import { FILINGS } from './parts.table';
import { payOut } from './payments';
import { Stage } from './stage';
import { sweepCities } from './sweeps';
import { summarise } from './summary';

/**
 * Plays the whole story over the public API. Each step looks first at what is there, so a story that was broken off
 * anywhere goes on from there, and one that was played to its end is only told again.
 * @returns how much this run did, and how much it found done
 * @throws DemoRefusal, ApiRefused
 */
export async function playDemo(
  settings: DemoSettings,
  print: (line: string) => void,
): Promise<{ done: number; found: number }> {
  const passwords = await knock(settings);
  const places = { apiUrl: settings.apiUrl, bankUrl: await bankOf(settings) };
  const stage = new Stage(places, passwords, print);
  stage.chapter('导入认定名单和既往兑付台账');
  await importFiles(stage);
  await markLedgerComplete(stage);
  stage.chapter('免申即享:批量比对,另一名政策管理员审定名单,推送');
  await sweepCities(stage);
  stage.chapter('小升规培育库、退规预警和白名单');
  await importRegisters(stage);
  await approveWhiteLists(stage);
  stage.chapter('企业一键确认');
  await answerOffers(stage);
  stage.chapter('企业申报、补正、决定,区县和市审核');
  for (const filing of FILINGS) await playFiling(stage, filing);
  stage.chapter('公示');
  await passNotices(stage);
  stage.chapter('拨付:经办编批、复核放行、银行付款、对账单入账');
  await payOut(stage);
  await tellMissed(stage);
  await summarise(stage, print);
  return stage.count;
}
