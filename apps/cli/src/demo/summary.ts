import { textTable } from '../text-table';
import { checkBooks } from './books';
import { partyOf } from './cases';
import { everyCase, type Played, type PlayedCase } from './every-case';
import { explainAward } from './explain-award';
import { clauseOf, regionName } from './lookups';
import { type CaseView } from './shapes';
import { type Stage } from './stage';
import { lookAgain } from './sweeps';
import { yuan } from './text';

/** Who was paid what, from which sources, under which clause and why; the books; one award in plain words. */
export async function summarise(stage: Stage, print: (line: string) => void): Promise<void> {
  const played = await everyCase(stage);
  stage.chapter('兑付结果');
  const paid = played.filter((part): part is PlayedCase => Boolean(part.seen?.award));
  const rows = await Promise.all(paid.map((part) => rowOf(stage, part)));
  const total = paid.reduce((sum, { seen }) => sum + (seen.award?.amountFen ?? 0), 0);
  const head = ['企业', '县(市、区)', '怎样得到', '依据', '金额(元)', '资金来源(元)', '状态'];
  const sum = [`合计 ${paid.length} 户`, '', '', '', yuan(total), '', ''];
  for (const line of textTable([head, ...rows, sum], [4])) print(line);
  for (const line of await documentLines(stage, paid)) print(line);
  for (const part of played) for (const line of await unpaidLines(stage, part)) print(line);

  stage.chapter('账目核对');
  for (const line of await checkBooks(stage, paid)) print(line);
  for (const line of await lookAgain(stage)) print(line);

  const [example] = paid;
  if (!example) return;
  stage.chapter(`一笔奖补的来龙去脉(给企业看的说明)`);
  print(await explainAward(stage, example.seen, example.way));
}

/** The documents behind the clauses of the table, each once. */
async function documentLines(stage: Stage, paid: readonly { seen: CaseView }[]): Promise<string[]> {
  const ids = [...new Set(paid.flatMap(({ seen }) => seen.award?.lines.map(({ clause }) => clause) ?? []))];
  const clauses = await Promise.all(ids.map(async (id) => ({ id, ...(await clauseOf(stage, id)) })));
  const documents = new Map<string, string[]>();
  for (const { id, document } of clauses)
    documents.set(document.number, [...(documents.get(document.number) ?? []), id]);
  return [...documents].map(([number, of]) => `    ${of.sort().join('、')}:${number}`);
}

async function rowOf(stage: Stage, { way, seen }: PlayedCase): Promise<string[]> {
  const { award, applicant, status } = seen;
  const clauses = await Promise.all(
    (award?.lines ?? []).map(async (line) => {
      const { article, title } = await clauseOf(stage, line.clause);
      return `${line.clause} ${article} ${title}`;
    }),
  );
  const sources = await Promise.all(
    (award?.sources ?? []).map(
      async ({ regionCode, amountFen }) => `${await regionName(stage, regionCode)} ${yuan(amountFen)}`,
    ),
  );
  return [
    ...[applicant?.registeredName ?? '', applicant?.county ?? '', howOf(way, seen), clauses.join(';')],
    ...[yuan(award?.amountFen ?? 0), sources.join(' + '), status.zh],
  ];
}

function howOf(way: Played['way'], { timeline }: CaseView): string {
  if (way === 'offer') return '免申即享,一键确认';
  const wasReturned = timeline.some(({ type }) => type === 'application.returned');
  const wasDecided = timeline.some(({ type }) => type === 'application.decided');
  return `自行申报${wasReturned ? ',补正一次' : ''}${wasDecided ? ',金额由人决定' : ''}`;
}

const OFFER_STATES: Readonly<Record<string, string>> = {
  open: '已推送,待企业确认(收款账户核验后方可确认)',
  declined: '企业放弃',
  expired: '逾期未确认',
  withdrawn: '推送已撤回',
};

async function unpaidLines(stage: Stage, { clerk, seen, openOffer }: Played): Promise<string[]> {
  if (seen?.award) return [];
  const { registeredName } = await partyOf(stage, clerk);
  if (seen)
    return [`    未兑付:${registeredName} ${seen.status.zh}:${seen.stateReason?.text ?? seen.status.zh}`];
  if (!openOffer) return [];
  const { state, amountFen } = openOffer;
  return [`    未兑付:${registeredName} ${yuan(amountFen)} 元:${OFFER_STATES[state] ?? state}`];
}
