import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { type Shape } from '@duixian/api-client';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { ToneTag } from '../pieces/state-tag';
import { findingInWords } from './finding-in-words';
import { api, valueOf } from '../shell/api';

/** Hashes every event in reach again: proof that nothing was altered and nothing is missing; and the seals that were put on them. */
export default function VerificationPage() {
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['verification'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/audit/verification', { signal })),
  });
  return (
    <PageFrame
      title="留痕核验"
      actions={
        <Button type="primary" loading={query.isFetching} onClick={() => void query.refetch()}>
          重新核验
        </Button>
      }
    >
      <Read query={query} rows={6}>
        {(proof) => (
          <>
            <Panel title="核验结果">
              <Alert
                type={proof.intact ? 'success' : 'error'}
                showIcon
                role="status"
                title={proof.intact ? '完整,未发现篡改或缺失' : '发现问题,请立即报告'}
                description={inWords(proof)}
              />
            </Panel>
            <Panel title="逐项核验">
              <DataTable<Promised>
                caption="逐项核验"
                rows={promisesOf(proof, regionName)}
                keyOf={({ name }) => name}
                columns={PROMISE_COLUMNS}
              />
            </Panel>
            <Panel title="封存记录">
              <p>
                系统每十分钟把新增的留痕按城市封存,每次封存都含上一次的校验码。请定期导出并另行保存;以后把保存的校验码填入下方核对(地区选“全部”)。本人管辖地区的校验码如查不到,说明留痕已被改写或数据库曾被还原,请立即报告。
              </p>
              <Seals />
            </Panel>
          </>
        )}
      </Read>
    </PageFrame>
  );
}

type Proof = Shape<'TrailProofShape'>;

const inWords = ({ cases, events, seals, ledger }: Proof): string =>
  `管辖范围内共 ${cases} 个事项、${events} 条记录,已逐条重新计算校验码并检查编号是否连续;${seals.seals} 次封存逐一与所封记录核对,另有 ${seals.waiting} 条记录等待下次封存;账目按 ${ledger.promises.length} 项要求核对。`;

interface Promised {
  name: string;
  title: string;
  about: number;
  problems: readonly ReactNode[];
}

/** What was looked at: the trail, its seals, then the books. */
function promisesOf(
  { events, cases, alteredEvents, casesWithGaps, seals, ledger }: Proof,
  regionName: (code: string) => string,
): Promised[] {
  const sealProblem = (finding: Shape<'SealFindingShape'>): ReactNode => (
    <SealProblem finding={finding} regionName={regionName} />
  );
  return [
    {
      ...{ name: 'events', title: '留痕内容与其校验码相符', about: events },
      problems: alteredEvents.map((id) => `记录 ${id} 的内容与其校验码不符`),
    },
    {
      ...{ name: 'gaps', title: '每个事项的留痕编号连续', about: cases },
      problems: casesWithGaps.map((id) => (
        <>
          <TrailOf id={id} />
          的编号不连续或末尾缺失
        </>
      )),
    },
    {
      ...{ name: 'links', title: '每次封存都接着上一次', about: seals.seals },
      problems: seals.brokenLinks.map(sealProblem),
    },
    {
      ...{ name: 'sealed', title: '封存的留痕未被改动', about: seals.seals },
      problems: seals.altered.map(sealProblem),
    },
    ...ledger.promises.map(({ findings, ...promise }) => ({
      ...promise,
      problems: findings.map((finding) => findingInWords(finding, regionName)),
    })),
  ];
}

function SealProblem({
  finding: { kind, cityCode, number, caseId, first, last },
  regionName,
}: {
  finding: Shape<'SealFindingShape'>;
  regionName: (code: string) => string;
}) {
  const seal = `${regionName(cityCode ?? '')}第 ${number} 次封存`;
  switch (kind) {
    case 'misnumbered':
      return `${seal}之前是第 ${first} 次,中间有缺失`;
    case 'unlinked':
      return `${seal}没有接上前一次`;
    case 'rehashed':
      return `${seal}的内容与其校验码不符`;
    case 'restated':
      return `${seal}的内容与登记的不符`;
    case 'events':
      return (
        <>
          {seal}所封的第 {first} 至 {last} 条记录已被改动或缺失:
          <TrailOf id={caseId ?? ''} />
        </>
      );
    case 'trail':
      return (
        <>
          <TrailOf id={caseId ?? ''} />
          登记的封存位置与封存记录不符
        </>
      );
  }
}

const TrailOf = ({ id }: { id: string }) => <Link to={`/events?caseId=${id}`}>事项 {id}</Link>;

const PROMISE_COLUMNS: readonly Column<Promised>[] = [
  { key: 'title', title: '核验项目', heading: true, width: 260, render: ({ title }) => title },
  { key: 'about', title: '核对数', align: 'right', width: 90, render: ({ about }) => about },
  {
    key: 'result',
    title: '结果',
    width: 200,
    render: ({ about, problems }) =>
      problems.length === 0 ? (
        about === 0 ? (
          <span className="muted">尚无此类记录</span>
        ) : (
          <ToneTag tone="settled" words="相符" />
        )
      ) : (
        <>
          <ToneTag tone="rejected" words={`${problems.length} 处不符`} />
          <ul>
            {problems.map((problem, at) => (
              <li key={at}>{problem}</li>
            ))}
          </ul>
        </>
      ),
  },
];

/** The chains in reach, newest link first. */
function Seals() {
  const regionName = useRegionNames();
  const regions = useRegionChoices('province', 'city');
  return (
    <ListPage<Shape<'SealShape'>>
      caption="封存记录"
      queryKey={['seals']}
      read={(page, { cityCode, hash }, signal) => {
        const query = { ...page, ...(cityCode ? { cityCode } : {}), ...(hash ? { hash } : {}) };
        return valueOf(api.GET('/api/v1/audit/seals', { params: { query }, signal }));
      }}
      exportPath="/api/v1/exports/seals"
      filters={[
        { kind: 'choice', name: 'cityCode', label: '地区', options: regions },
        { kind: 'text', name: 'hash', label: '核对校验码', hint: '粘贴另行保存的 64 位校验码' },
      ]}
      columns={[
        { key: 'number', title: '序号', heading: true, width: 80, render: ({ number }) => `第 ${number} 次` },
        { key: 'city', title: '地区', width: 110, render: ({ cityCode }) => regionName(cityCode) },
        { key: 'at', title: '封存时间', width: 150, render: ({ sealedAt }) => momentInWords(sealedAt) },
        { key: 'events', title: '记录数', align: 'right', width: 90, render: ({ events }) => events },
        { key: 'hash', title: '校验码', render: ({ hash }) => <span className="bytes">{hash}</span> },
      ]}
      keyOf={({ id }) => id}
      empty="还没有封存。系统每十分钟封存一次新增的留痕。"
    />
  );
}
