import { type Shape } from '@duixian/api-client';
import { READING_CHOICE_STATE_LABELS } from '@duixian/workflow';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { FilterBar } from '../pieces/filter-bar';
import { useFiltersInUrl } from '../pieces/filters-in-url';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionChoices } from '../pieces/regions';
import { StateTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { useReadings } from './open-points';

type Reading = Shape<'ReadingShape'>;
type Choice = Reading['choices'][number];
type Proposal = Shape<'ProposeReadingBody'>;
type Verb = 'confirm' | 'withdraw';

const VERB_LABELS: Readonly<Record<Verb, string>> = { confirm: '确认', withdraw: '撤回' };

/** What the law leaves open, and how each place reads it: one officer proposes, another confirms. */
export default function ReadingsPage() {
  const query = useReadings();
  const isOfficer = audiencesOf(useSignedIn()).includes('policy_officer');
  return (
    <PageFrame
      title="条款口径"
      actions={<ExportButton caption="条款口径" path="/api/v1/exports/readings" values={{}} />}
    >
      <Read query={query} rows={18}>
        {({ items }) => <Readings items={items} mayPropose={isOfficer} />}
      </Read>
    </PageFrame>
  );
}

/** Dozens of questions: narrowed by document, clause and whether a place has chosen; each opens on its own. */
function Readings({ items, mayPropose }: { items: readonly Reading[]; mayPropose: boolean }) {
  const filters = useFiltersInUrl(['document', 'clause', 'chosen', 'switch']);
  const { document, clause, chosen, switch: way } = filters.values;
  const documents = new Map(items.map(({ documentId, documentNumber }) => [documentId, documentNumber]));
  const shown = items.filter(
    (reading) =>
      (document === undefined || reading.documentId === document) &&
      (clause === undefined || reading.clauses.some((id) => id.includes(clause.toUpperCase()))) &&
      (chosen === undefined || reading.choices.length > 0 === (chosen === 'yes')) &&
      (way === undefined || reading.fixed === (way === 'revision')),
  );
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          {
            kind: 'choice',
            name: 'document',
            label: '政策文件',
            options: [...documents].map(([value, label]) => ({ value, label })),
          },
          {
            kind: 'choice',
            name: 'chosen',
            label: '地方口径',
            options: [
              { value: 'yes', label: '已有' },
              { value: 'no', label: '尚无' },
            ],
          },
          {
            kind: 'choice',
            name: 'switch',
            label: '切换方式',
            options: [
              { value: 'choice', label: '各地可切换' },
              { value: 'revision', label: '修订文件' },
            ],
          },
          { kind: 'text', name: 'clause', label: '条款编号', hint: '如 ZZ-2-1' },
        ]}
      />
      <p className="muted small">共 {shown.length} 项,点开查看各选项、各地口径并提出新口径。</p>
      {shown.length === 0 && <div className="empty">没有符合筛选条件的口径。</div>}
      {shown.map((reading) => (
        <details key={`${reading.documentId}/${reading.reading}`} className="fold">
          <summary>
            {reading.question}
            {reading.preset === null && '(逐件决定)'}
            {reading.choices.length > 0 && `(${reading.choices.length} 地已提出)`}
            <span className="fold-line">
              {reading.documentNumber} · {reading.reading}
              {reading.preset !== null && ` · 现行口径:${meaningOf(reading, reading.preset)}`}
            </span>
          </summary>
          <OneReading reading={reading} mayPropose={mayPropose} />
        </details>
      ))}
    </>
  );
}

/** A choice in words: the meaning of its option. */
const meaningOf = ({ options }: Reading, option: string): string =>
  options.find(({ key }) => key === option)?.meaning ?? (option === 'ask' ? '逐件由审核人员决定' : option);

function OneReading({ reading, mayPropose }: { reading: Reading; mayPropose: boolean }) {
  const [proposing, setProposing] = useState(false);
  const { question, documentNumber, article, clauses, choices, choosable, decidedBy, fixed } = reading;
  return (
    <Panel
      title={question}
      extra={
        mayPropose &&
        choosable.length > 0 && (
          <Button size="small" aria-expanded={proposing} onClick={() => setProposing(!proposing)}>
            {proposing ? '收起' : '提出口径'}
          </Button>
        )
      }
    >
      <p className="muted small">
        {documentNumber} {article} · 涉及条款 {clauses.join('、')}
      </p>
      <Options reading={reading} />
      <p>
        由谁明确:{decidedBy ?? '文件未载明'}。
        <span className="muted small">
          {fixed
            ? '现行口径已写入条款,改用其他口径须修订文件。'
            : '市、省可以另选口径,经另一名政策人员确认后自起用日期生效,不须改动文件。'}
        </span>
      </p>
      {choices.length > 0 && <Choices reading={reading} />}
      {proposing && <ProposeForm reading={reading} close={() => setProposing(false)} />}
    </Panel>
  );
}

/** Every way to understand it; the one that holds where no place chose is marked. */
function Options({ reading: { options, preset } }: { reading: Reading }) {
  return (
    <ul className="reasons">
      {options.map(({ key, meaning }) => (
        <li key={key}>
          {meaning}
          {key === preset && <strong>(未另定口径的地方按此办理)</strong>}
        </li>
      ))}
      {preset === null && (
        <li>
          逐件由审核人员决定<strong>(未另定口径的地方按此办理)</strong>
        </li>
      )}
    </ul>
  );
}

function Choices({ reading }: { reading: Reading }) {
  const { run, busy, error, again } = useCommand(
    (key: string, { id, action }: { id: string; action: Verb }) =>
      valueOf(
        api.POST('/api/v1/readings/choices/{id}/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { action },
        }),
      ),
  );
  return (
    <>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <DataTable<Choice>
        caption={`各地口径:${reading.question}`}
        rows={reading.choices}
        keyOf={({ id }) => id}
        columns={[
          { key: 'region', title: '地区', heading: true, render: ({ region }) => region },
          { key: 'option', title: '口径', render: ({ option }) => meaningOf(reading, option) },
          {
            key: 'paper',
            title: '依据',
            render: ({ decidedBy, documentNumber }) => `${decidedBy} ${documentNumber}`,
          },
          { key: 'validFrom', title: '起用日期', render: ({ validFrom }) => validFrom },
          {
            key: 'state',
            title: '状态',
            render: ({ state, inForce }) => (
              <>
                <StateTag labels={READING_CHOICE_STATE_LABELS} state={state} />
                {inForce && ' 现行'}
              </>
            ),
          },
          {
            key: 'act',
            title: '操作',
            render: ({ id, state, allowedActions }) =>
              allowedActions.length === 0 ? (
                '—'
              ) : (
                <>
                  {(allowedActions as Verb[]).map((action) => (
                    <Button key={action} size="small" loading={busy} onClick={() => run({ id, action })}>
                      {VERB_LABELS[action]}
                    </Button>
                  ))}
                  {state === 'proposed' && !allowedActions.includes('confirm') && (
                    <div className="muted small">由您提出,须由另一名政策人员确认</div>
                  )}
                </>
              ),
          },
        ]}
      />
    </>
  );
}

const required = (message: string) => [{ required: true, whitespace: true, message }];

function ProposeForm({ reading, close }: { reading: Reading; close: () => void }) {
  const { documentId, reading: name, choosable } = reading;
  const regions = useRegionChoices('province', 'city');
  const { run, busy, error, again } = useCommand(
    (key: string, given: Omit<Proposal, 'documentId' | 'reading'>) =>
      valueOf(
        api.POST('/api/v1/readings/choices', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...given, documentId, reading: name },
        }),
      ),
    close,
  );
  return (
    <Form<Omit<Proposal, 'documentId' | 'reading'>> layout="vertical" onFinish={run}>
      <div className="field-grid">
        <Form.Item name="regionCode" label="地区" rules={required('请选择地区')}>
          <Select options={regions} />
        </Form.Item>
        <Form.Item name="option" label="口径" rules={required('请选择口径')}>
          <Select options={choosable.map((value) => ({ value, label: meaningOf(reading, value) }))} />
        </Form.Item>
        <Form.Item name="decidedBy" label="作出决定的单位或会议" rules={required('请写明由谁决定')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="documentNumber" label="文号" rules={required('请填写文号')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="validFrom" label="起用日期" rules={required('请选择起用日期')}>
          <Input type="date" />
        </Form.Item>
      </div>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        提交,由另一名政策人员确认
      </Button>
    </Form>
  );
}
