import { type Shape } from '@duixian/api-client';
import { REGISTRATION_STATUS_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { dayOfMoment } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read, Waiting } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';
import { type PartyFile, type Part } from './party-file';

const Known = lazy(() => import('./party-file-known'));
const Cases = lazy(() => import('./party-file-cases'));
const Money = lazy(() => import('./party-file-money'));
const Alerts = lazy(() => import('./party-file-alerts'));
const PartyLadder = lazy(async () => ({
  default: (await import('../entitlements/party-ladder')).PartyLadder,
}));
const YearlyStatementPanel = lazy(async () => ({
  default: (await import('../entitlements/yearly-statement')).YearlyStatementPanel,
}));

interface Sheet {
  readonly key: string;
  readonly title: string;
  /** Shown to whoever may open any of these; absent: to everybody who may open the file. */
  readonly parts?: readonly Part[];
  readonly show: (file: PartyFile) => ReactNode;
}

const SHEETS: readonly Sheet[] = [
  { key: 'known', title: '称号与数据', show: (file) => <Known file={file} /> },
  {
    key: 'cases',
    title: '申报与推送',
    parts: ['cases', 'offers', 'missed'],
    show: (file) => <Cases file={file} />,
  },
  {
    key: 'money',
    title: '奖补与资金',
    parts: ['awards', 'payments', 'recoveries'],
    show: (file) => <Money file={file} />,
  },
  {
    key: 'alerts',
    title: '暂停、预警与名单',
    parts: ['holds', 'warnings', 'pool', 'whiteLists'],
    show: (file) => <Alerts file={file} />,
  },
  {
    key: 'ladder',
    title: '称号阶梯',
    parts: ['ladder'],
    show: ({ partyId }) => <PartyLadder partyId={partyId} />,
  },
  {
    key: 'statement',
    title: '年度兑现清单',
    parts: ['statement'],
    show: ({ partyId }) => <YearlyStatementPanel partyId={partyId} />,
  },
];

/** 一企一档: everything about one enterprise that an officer may see, a sheet at a time. */
export default function PartyFilePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['party-files', id],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/party-files/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <PageFrame title={query.data?.registeredName ?? '企业档案'}>
      <Read query={query} rows={16}>
        {(file) => (
          <>
            <Head file={file} />
            <Sheets file={file} />
          </>
        )}
      </Read>
    </PageFrame>
  );
}

const KINDS: Readonly<Record<Shape<'PartyFileShape'>['kind'], string>> = {
  enterprise: '企业',
  individual_business: '个体工商户',
  institution: '机构',
  person: '个人',
};

function Head({ file }: { file: PartyFile }) {
  const regionName = useRegionNames();
  const { kind, creditCode, countyCode, registeredOn, knownSince, registration } = file;
  return (
    <Panel
      title="登记信息"
      extra={
        registration && (
          <ToneTag
            tone={registration.status === 'registered' ? 'paid' : 'rejected'}
            words={REGISTRATION_STATUS_LABELS[registration.status]}
          />
        )
      }
    >
      <dl className="pairs">
        <Item name="类型">{KINDS[kind]}</Item>
        <Item name="统一社会信用代码">{creditCode ?? '—'}</Item>
        <Item name="注册县区">{regionName(countyCode)}</Item>
        <Item name="成立日期">{registeredOn ?? '—'}</Item>
        <Item name="登记状态来源">
          {registration === null
            ? `登记机关没有报送过状态;${dayOfMoment(knownSince)} 起在本系统登记`
            : [registration.source, registration.documentNumber, registration.documentDate].join(' · ')}
        </Item>
        {registration?.successorCode && <Item name="并入企业">{registration.successorCode}</Item>}
      </dl>
    </Panel>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** One sheet at a time; which one stands in the address, so that it can be sent to somebody. */
function Sheets({ file }: { file: PartyFile }) {
  const [params] = useSearchParams();
  const sheets = SHEETS.filter(({ parts }) => parts?.some((part) => file.parts.includes(part)) ?? true);
  const shown = sheets.find(({ key }) => key === params.get('sheet')) ?? sheets[0];
  return (
    <>
      <nav className="tabs" aria-label="档案内容">
        {sheets.map(({ key, title }) => (
          <Link
            key={key}
            to={{ search: `?sheet=${key}` }}
            replace
            className={key === shown?.key ? 'active' : ''}
            aria-current={key === shown?.key ? 'page' : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      <Suspense key={shown?.key} fallback={<Waiting rows={16} />}>
        {shown?.show(file)}
      </Suspense>
    </>
  );
}
