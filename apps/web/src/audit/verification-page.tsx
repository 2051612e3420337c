import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { type Shape } from '@duixian/api-client';
import { ListPage } from '../pieces/list-page';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';

/** Hashes every event in reach again: proof that nothing was altered and nothing is missing; and the seals that were put on them. */
export default function VerificationPage() {
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
        {({ intact, events, cases, alteredEvents, casesWithGaps, seals, ledger }) => (
          <>
            <Panel title="核验结果">
              <Alert
                type={intact ? 'success' : 'error'}
                showIcon
                role="status"
                title={intact ? '完整,未发现篡改或缺失' : '发现问题,请立即报告'}
                description={`管辖范围内共 ${cases} 个事项、${events} 条记录,已逐条重新计算校验码并检查编号是否连续;${seals.seals} 次封存逐一与所封记录核对,另有 ${seals.waiting} 条记录等待下次封存。`}
              />
              {alteredEvents.length > 0 && <p>内容与校验码不符的记录:{alteredEvents.join('、')}</p>}
              {casesWithGaps.length > 0 && (
                <ul>
                  {casesWithGaps.map((id) => (
                    <li key={id}>
                      编号不连续:<Link to={`/events?caseId=${id}`}>{id}</Link>
                    </li>
                  ))}
                </ul>
              )}
              <Problems title="封存链不连续" problems={seals.brokenLinks} />
              <Problems title="封存后被改动" problems={seals.altered} />
              <Problems title="账目不符" problems={ledger.problems} />
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

function Problems({ title, problems }: { title: string; problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <>
      <p>{title}(逐条说明,请转交系统运维人员):</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </>
  );
}

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
