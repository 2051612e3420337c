import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import {
  CASE_STAGE_LABELS,
  CONSULTED_ROLES,
  isOpinionPlace,
  OPINION_PLACEHOLDERS,
  OPINION_STAGES,
  OPINION_VERB_LABELS,
  OPINION_VERBS,
} from '@duixian/workflow';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Column } from '../pieces/columns';
import { DataTable } from '../pieces/data-table';
import { ExportButton } from '../pieces/export-button';
import { momentInWords } from '../pieces/moments';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useRegionChoices, useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

type Template = Shape<'OpinionTemplateShape'>;
type Added = Shape<'AddOpinionTemplateBody'>;

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });

/** Words that are used again when a review is decided: those of the city, and one's own. */
export default function OpinionTemplatesPage() {
  const [open, setOpen] = useState<Template | 'new' | null>(null);
  const regionName = useRegionNames();
  const query = useQuery({
    queryKey: ['opinion-templates'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/opinion-templates', { signal })),
  });
  return (
    <PageFrame title="意见模板">
      <Read query={query} rows={8}>
        {({ items }) => (
          <Panel
            title="常用审核意见"
            extra={
              <>
                <ExportButton caption="意见模板" path="/api/v1/exports/opinionTemplates" values={{}} />
                <Button type="primary" size="small" onClick={() => setOpen('new')}>
                  新增模板
                </Button>
              </>
            }
          >
            <p className="muted">
              审核办理和部门答复时可以选用。可写的占位:
              {OPINION_PLACEHOLDERS.map((each) => `{${each}}`).join('、')},选用时按该件申报填入。
            </p>
            <DataTable<Template>
              withoutExport
              caption="意见模板"
              rows={items}
              keyOf={({ id }) => id}
              columns={columnsOf(regionName, setOpen)}
              empty="还没有意见模板。"
            />
          </Panel>
        )}
      </Read>
      {open && (
        <TemplateDialog
          key={open === 'new' ? 'new' : open.id}
          template={open === 'new' ? null : open}
          close={() => setOpen(null)}
        />
      )}
    </PageFrame>
  );
}

const columnsOf = (
  regionName: (code: string) => string,
  open: (template: Template) => void,
): readonly Column<Template>[] => [
  {
    key: 'title',
    title: '模板',
    heading: true,
    render: ({ title, body }) => (
      <>
        {title}
        <div className="cell-words muted small">{body}</div>
      </>
    ),
  },
  { key: 'verb', title: '用于', render: ({ verb }) => OPINION_VERB_LABELS[verb] },
  {
    key: 'stage',
    title: '环节',
    render: ({ stage }) => (stage === null ? '各环节' : CASE_STAGE_LABELS[stage]),
  },
  {
    key: 'scope',
    title: '范围',
    render: ({ cityCode }) => (cityCode === null ? '本人' : regionName(cityCode)),
  },
  { key: 'when', title: '修改时间', render: ({ changedAt }) => momentInWords(changedAt) },
  {
    key: 'change',
    title: '操作',
    render: (template) =>
      template.mayKeep ? (
        <Button size="small" aria-label={`修改“${template.title}”`} onClick={() => open(template)}>
          修改
        </Button>
      ) : (
        '—'
      ),
  },
];

/** Which cities a person keeps templates for: where they review or keep policies for the whole city. */
function useKeptCities(): { value: string; label: string }[] {
  const cities = useRegionChoices('city');
  const { grants } = useSignedIn();
  return cities.filter(({ value }) =>
    grants.some(
      ({ role, regionCode }) => ['reviewer', 'policy_officer'].includes(role) && regionCode === value,
    ),
  );
}

function TemplateDialog({ template, close }: { template: Template | null; close: () => void }) {
  const [form] = Form.useForm<Added>();
  const cities = useKeptCities();
  const { grants } = useSignedIn();
  const scopes = [
    ...(grants.some(({ role }) => CONSULTED_ROLES.some((each) => each === role))
      ? [{ value: '', label: '本人' }]
      : []),
    ...cities,
  ];
  const save = useCommand<Added, unknown>((key, { cityCode, ...content }) => {
    if (template === null) {
      const body = { ...content, ...(cityCode ? { cityCode } : {}) };
      return valueOf(api.POST('/api/v1/opinion-templates', { params: keyed(key), body }));
    }
    const { id, version } = template;
    const params = { ...keyed(key), path: { id } };
    return valueOf(api.PUT('/api/v1/opinion-templates/{id}', { params, body: { ...content, version } }));
  }, close);
  const initial = template
    ? { ...template, stage: template.stage ?? undefined, cityCode: template.cityCode ?? '' }
    : { verb: 'approve' as const, cityCode: scopes[0]?.value ?? '' };
  return (
    <Modal
      open
      title={template ? '修改意见模板' : '新增意见模板'}
      okText="保存"
      confirmLoading={save.busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form<Added>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={({ verb, stage, title, body, cityCode }) =>
          save.run({ verb, title, body, ...(stage ? { stage } : {}), ...(cityCode ? { cityCode } : {}) })
        }
      >
        <Fields scopes={scopes} isNew={template === null} />
      </Form>
      {save.error !== null && <ProblemNote error={save.error} retry={save.again} />}
      {template && <Retire template={template} close={close} />}
    </Modal>
  );
}

function Fields({ scopes, isNew }: { scopes: { value: string; label: string }[]; isNew: boolean }) {
  const form = Form.useFormInstance<Added>();
  const verb = Form.useWatch('verb', form) ?? 'approve';
  const stages = OPINION_STAGES.filter((stage) => isOpinionPlace(verb, stage));
  return (
    <>
      <Form.Item name="cityCode" label="范围">
        <Select options={scopes} disabled={!isNew} />
      </Form.Item>
      <div className="field-grid">
        <Form.Item name="verb" label="用于">
          <Select
            options={OPINION_VERBS.map((value) => ({ value, label: OPINION_VERB_LABELS[value] }))}
            onChange={() => form.setFieldValue('stage', undefined)}
          />
        </Form.Item>
        <Form.Item name="stage" label="环节">
          <Select
            allowClear
            placeholder="各环节"
            disabled={stages.length === 0}
            options={stages.map((value) => ({ value, label: CASE_STAGE_LABELS[value] }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="title"
        label="名称"
        rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="body"
        label="意见"
        extra={`可写:${OPINION_PLACEHOLDERS.map((each) => `{${each}}`).join('、')}`}
        rules={[{ required: true, whitespace: true, message: '请填写意见' }]}
      >
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
    </>
  );
}

function Retire({ template, close }: { template: Template; close: () => void }) {
  const { run, busy, error, again } = useCommand<Template, unknown>(
    (key, { id, version }) =>
      valueOf(
        api.POST('/api/v1/opinion-templates/{id}/retirement', {
          params: { ...keyed(key), path: { id } },
          body: { version },
        }),
      ),
    close,
  );
  return (
    <>
      {error !== null && <ProblemNote error={error} retry={again} />}
      <Button danger size="small" loading={busy} onClick={() => run(template)}>
        不再使用
      </Button>
    </>
  );
}
