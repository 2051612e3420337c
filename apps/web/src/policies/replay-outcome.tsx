import { type Shape } from '@duixian/api-client';
import { fen, formatYuanGrouped } from '@duixian/money';
import { useQuery } from '@tanstack/react-query';
import { useVocabulary } from '../facts/vocabulary';
import { momentInWords } from '../pieces/moments';
import { Read } from '../pieces/read';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { STATUS_WORDS } from './result-card';

type Replay = Shape<'DeterminationReplayShape'>;
type Difference = Replay['differences'][number];

/** What comes out again, and what would come out today. */
export default function ReplayOutcome({ determinationId }: { determinationId: string }) {
  const query = useQuery({
    queryKey: ['determinations', determinationId, 'replay'],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/determinations/{id}/replay', { params: { path: { id: determinationId } }, signal }),
      ),
  });
  return (
    <Read query={query} rows={4}>
      {({ same, differences, determinedAt, today }) => (
        <>
          <p>
            <ToneTag tone={same ? 'paid' : 'rejected'} words={same ? '复算一致' : '复算不一致'} />{' '}
            {same
              ? `用 ${momentInWords(determinedAt)} 核定时的条款、数据和口径重新计算,金额和每一步都相同。`
              : '重新计算的结果与当时的核定不同,请报告系统管理员。'}
          </p>
          <Differences found={differences} />
          {today === null ? (
            <p>该文件目前没有现行版本,不能按今天的规定比较。</p>
          ) : (
            <>
              <p>
                按今天的条款和口径:
                {today.result === null ? '不再涉及本条款。' : today.same ? '结果相同。' : '结果不同:'}
              </p>
              <Differences found={today.differences} />
            </>
          )}
        </>
      )}
    </Read>
  );
}

const FIELDS: Readonly<Record<string, string>> = {
  status: '结论',
  amountFen: '金额',
  payable: '能否兑付',
  splitFen: '资金分担',
  missing: '缺少的数据',
  ceilingFen: '最高限额',
  range: '金额范围',
  options: '可选处理方式',
  by: '被哪一条覆盖',
  problem: '问题',
  reasons: '不符合的原因',
  factsUsed: '依据的数据',
  trace: '计算步骤',
};
const LEVELS: Readonly<Record<string, string>> = { province: '省级', city: '市级', county: '县区级' };

const yuan = (value: unknown): string =>
  typeof value === 'number' && Number.isSafeInteger(value) ? `${formatYuanGrouped(fen(value))} 元` : '无';

/** The lists of a result, one by one: reasons by their text, ways out by what they come to, data by its name. */
function listInWords(list: readonly unknown[], meaningOf: (fact: string) => string): string {
  const said = list.map((each) => {
    if (typeof each === 'string') return meaningOf(each);
    const { text, meaning, amountFen } = each as Partial<Shape<'ReasonShape'> & Shape<'OptionShape'>>;
    return text ?? `${meaning ?? ''} ${yuan(amountFen)}`;
  });
  return said.length === 0 ? '无' : said.join(';');
}

function inWords(field: string, value: unknown, meaningOf: (fact: string) => string): string {
  if (value === undefined || value === null) return '无';
  if (Array.isArray(value)) return listInWords(value, meaningOf);
  if (field === 'status') return STATUS_WORDS[value as keyof typeof STATUS_WORDS]?.[0] ?? '无';
  if (field.endsWith('Fen') && typeof value === 'number') return yuan(value);
  if (field === 'splitFen')
    return Object.entries(value as Record<string, unknown>)
      .map(([level, share]) => `${LEVELS[level] ?? level} ${yuan(share)}`)
      .join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  return '见计算步骤';
}

function Differences({ found }: { found: readonly Difference[] }) {
  const { meaningOf } = useVocabulary();
  if (found.length === 0) return null;
  return (
    <ul className="reasons">
      {found.map(({ field, before, after }) => (
        <li key={field}>
          {FIELDS[field] ?? field}:
          {inWords(field, before, meaningOf) === inWords(field, after, meaningOf)
            ? '有变化'
            : `${inWords(field, before, meaningOf)} → ${inWords(field, after, meaningOf)}`}
        </li>
      ))}
    </ul>
  );
}
