import { Tag } from 'antd';
import { dayOfMoment } from '../pieces/moments';
import { useVocabulary } from './vocabulary';

/** Where a fact came from, as the API says it. */
export interface Origin {
  readonly status?: string;
  readonly source?: string;
  readonly documentNumber?: string | null;
  readonly learnedAt?: string;
  /** What other sources say otherwise; by precedence it does not count. */
  readonly others?: readonly {
    readonly value: unknown;
    readonly source: string;
    readonly documentNumber: string | null;
    readonly statedOn: string;
  }[];
}

const STATUS_LABELS: Readonly<Record<string, string>> = {
  claimed: '企业填报',
  attested: '已核实',
  authoritative: '登记数据',
  call: '申报通知',
};
const TONES: Readonly<Record<string, string>> = {
  claimed: 'warning',
  attested: 'success',
  authoritative: 'success',
};

/** Facts with their value, status, source and date; lists of records are counted. */
export function FactsList({
  facts,
  origins,
  marked = [],
}: {
  facts: Readonly<Record<string, unknown>>;
  origins: Readonly<Record<string, unknown>>;
  /** Facts to be looked at first. */
  marked?: readonly string[];
}) {
  const { meaningOf, say } = useVocabulary();
  const names = Object.keys(facts)
    .filter((name) => !isEmptyList(facts[name]))
    .sort((a, b) => Number(marked.includes(b)) - Number(marked.includes(a)));
  if (names.length === 0) return <p className="muted">还没有数据。</p>;
  return (
    <dl className="facts-list">
      {names.map((name) => {
        const origin = (origins[name] ?? {}) as Origin;
        return (
          <div key={name} className={marked.includes(name) ? 'fact fact-marked' : 'fact'}>
            <dt>{isRecords(facts[name]) ? (LISTS[name] ?? meaningOf(name)) : meaningOf(name)}</dt>
            <dd>
              <span className="fact-value">
                {isRecords(facts[name]) ? `${facts[name].length} 项` : say(name, facts[name])}
              </span>
              <OriginLine {...origin} />
            </dd>
            {origin.others?.map((other) => (
              <dd key={other.source} className="muted small">
                <span>
                  说法不一:{other.source} {other.documentNumber} 为 {say(name, other.value)}
                </span>
                <span>{other.statedOn},未采用</span>
              </dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}

const LISTS: Readonly<Record<string, string>> = {
  titles: '认定称号',
  standards: '标准',
  decisions: '人工决定',
  awards_paid: '既往兑付',
};

const isRecords = (value: unknown): value is object[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

export function OriginLine({ status, source, documentNumber, learnedAt }: Origin) {
  if (status === undefined) return null;
  return (
    <span className="fact-origin">
      <Tag className={`state state-${TONES[status] ?? 'neutral'}`}>{STATUS_LABELS[status] ?? status}</Tag>
      {[source, documentNumber, learnedAt && dayOfMoment(learnedAt)].filter(Boolean).join(' · ')}
    </span>
  );
}
