import { ADVANCED_BY_LABELS, CASE_STAGE_LABELS, NOTICE_PUBLICATION_LABELS } from '@duixian/workflow';
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { claimsOf, FactField, type Typed, typedOf } from '../facts/fact-field';
import { useVocabulary } from '../facts/vocabulary';
import { choicesOf } from '../pieces/filter-bar';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { atLeastOne } from '../pieces/rules';
import { Read } from '../pieces/read';
import { useRegionNames } from '../pieces/regions';
import { useCommand } from '../pieces/use-command';
import { useClauses } from '../policies/clauses';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { bodyOf, type CallFields, fieldsOf, STAGES } from './call-fields';
import { type Call, useCall } from './call-query';

/** Drafting a call, or changing a draft (`?from=`). Somebody else approves it. */
export default function CallFormPage() {
  const [params] = useSearchParams();
  const from = params.get('from') ?? undefined;
  const query = useCall(from);
  return (
    <PageFrame title={from === undefined ? '起草申报通知' : '修改申报通知'}>
      {from === undefined ? (
        <CallForm call={null} />
      ) : (
        <Read query={query} rows={16}>
          {(call) => <CallForm call={call} />}
        </Read>
      )}
    </PageFrame>
  );
}

const required = (message: string) => [{ required: true, message }];

function CallForm({ call }: { call: Call | null }) {
  const { grants } = useSignedIn();
  const { all, definitionOf } = useVocabulary();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const cities = grants.filter(({ role }) => role === 'policy_officer').map(({ regionCode }) => regionCode);
  const save = useCommand(
    (key: string, fields: CallFields & { parameters: Record<string, unknown> }) =>
      saveCall(key, call, fields),
    ({ id }) => {
      void message.success('已保存,等待另一名政策管理员审定。');
      void navigate(`/calls/${id}`);
    },
  );
  const settable = all.filter(({ source }) => source.includes('申报通知'));
  return (
    <Form<CallFields & Record<string, Typed>>
      layout="vertical"
      initialValues={{
        ...fieldsOf(call, cities[0] ?? ''),
        ...Object.fromEntries(
          Object.entries(call?.parameters ?? {}).map(([name, value]) => [name, typedOf(value)]),
        ),
      }}
      onFinish={(typed) =>
        save.run({
          ...(typed as CallFields),
          parameters: claimsOf(
            Object.fromEntries(settable.map(({ name }) => [name, typed[name]])),
            definitionOf,
          ),
        })
      }
    >
      <Notice cities={cities} isNew={call === null} />
      <Times />
      <Stages />
      <Money />
      <Materials />
      {settable.length > 0 && (
        <Panel title="本通知确定的事项">
          <p className="muted">政策文件留给申报通知确定的事项,按需填写。</p>
          <div className="field-grid">
            {settable.map((definition) => (
              <FactField key={definition.name} definition={definition} />
            ))}
          </div>
        </Panel>
      )}
      {save.error !== null && <ProblemNote error={save.error} retry={save.again} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" size="large" loading={save.busy}>
          保存
        </Button>
      </div>
    </Form>
  );
}

/** What can be determined for somebody; a rule, a loan or a restatement cannot, and a call that names one is refused. */
const APPLIED_FOR: readonly string[] = ['award', 'discretionary', 'relief'];

function ClausesField() {
  const { data } = useClauses();
  const choices = (data?.items ?? []).filter(({ treatment }) => APPLIED_FOR.includes(treatment));
  return (
    <Form.Item name="clauseIds" label="条款(同一份政策文件内)" rules={required('请至少选择一个条款')}>
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        options={choices.map(({ id, title, article, document }) => ({
          value: id,
          label: `${document.number} ${article} ${title}`,
        }))}
      />
    </Form.Item>
  );
}

const DayField = ({ name, label }: { name: string; label: string }) => (
  <Form.Item name={name} label={label} rules={required('请选择日期')}>
    <Input type="date" />
  </Form.Item>
);

const CountField = ({ name, label, min }: { name: string; label: string; min: number }) => (
  <Form.Item name={name} label={label}>
    <InputNumber min={min} max={2099} precision={0} className="wide" />
  </Form.Item>
);

const ShareField = ({ name, label }: { name: string; label: string }) => (
  <Form.Item
    name={['shares', name]}
    label={label}
    rules={[{ pattern: /^\d{1,6}(\/\d{1,6}|(\.\d{1,6})?%?)$/, message: '写成 1/2、50% 或 0.5' }]}
  >
    <Input placeholder="例如 1/2" />
  </Form.Item>
);

async function saveCall(
  key: string,
  call: Call | null,
  fields: CallFields & { parameters: Record<string, unknown> },
): Promise<{ id: string }> {
  const header = { 'Idempotency-Key': key };
  const content = bodyOf(fields);
  return call === null
    ? valueOf(
        api.POST('/api/v1/calls', { params: { header }, body: { ...content, cityCode: fields.cityCode } }),
      )
    : valueOf(
        api.POST('/api/v1/calls/{id}/actions', {
          params: { path: { id: call.id }, header },
          body: { ...content, action: 'edit', version: call.version },
        }),
      );
}

function Times() {
  return (
    <Panel title="时间">
      <div className="field-grid">
        <DayField name="opensOn" label="申报首日" />
        <DayField name="closesOn" label="申报截止日" />
        <DayField name="testedFrom" label="考核期首日" />
        <DayField name="testedTo" label="考核期末日" />
      </div>
    </Panel>
  );
}

function Stages() {
  return (
    <Panel title="审核与公示">
      <div className="field-grid">
        <Form.Item name="route" label="审核环节" rules={atLeastOne('请至少选择一个环节')}>
          <Checkbox.Group options={STAGES.map((value) => ({ value, label: CASE_STAGE_LABELS[value] }))} />
        </Form.Item>
        <CountField name="countyDays" label="区县初审时限(工作日)" min={1} />
        <CountField name="countySecondDays" label="区县复核时限(工作日)" min={1} />
        <CountField name="cityDays" label="市级复审时限(工作日)" min={1} />
        <CountField name="citySecondDays" label="市级复核时限(工作日)" min={1} />
        <CountField name="auditDays" label="第三方审计时限(工作日)" min={1} />
        <CountField name="auditSecondDays" label="审计复核时限(工作日)" min={1} />
        <CountField name="noticeWorkingDays" label="公示(工作日,0 为不公示)" min={0} />
        <Form.Item name="noticePublication" label="公示方式">
          <Select options={choicesOf(NOTICE_PUBLICATION_LABELS)} />
        </Form.Item>
      </div>
      <p className="muted">选了复核的,审核通过后由本级另一名审核人员确认,或者退回审核人。</p>
      <p className="muted">
        选了第三方审计的,由没有办理过此件的市级审核人员登记审计机构的意见,有了意见才能通过。
      </p>
    </Panel>
  );
}

function Money() {
  return (
    <Panel title="资金">
      <div className="field-grid">
        <CountField name="year" label="预算年度" min={2000} />
        <Form.Item name="budgetSubject" label="资金科目" rules={required('请填写资金科目')}>
          <Input maxLength={100} />
        </Form.Item>
        <ShareField name="province" label="省级分担" />
        <ShareField name="city" label="市级分担" />
        <ShareField name="county" label="县区级分担" />
        <Form.Item name="advancedBy" label="先行拨付">
          <Select
            options={[
              { value: '', label: '不先行,各级分别拨付' },
              ...Object.entries(ADVANCED_BY_LABELS).map(([value, label]) => ({ value, label })),
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="instalments"
        label="分期拨付(一次付清的留空)"
        extra="每行一期:份额,空一格,再写拨付日期(如 2027-06-30)或拨付条件;首期核定后即可拨付,只写份额。各期份额合计须为 1。"
      >
        <Input.TextArea rows={2} placeholder={'50%\n50% 项目验收合格'} />
      </Form.Item>
      <p className="muted">
        政策文件已规定分担比例的,不必填写;填写的比例合计须为
        1。选择先行拨付的,由该级财政一次付给企业全部奖补,其他级次承担的部分在到账后归还给它。
      </p>
    </Panel>
  );
}

function Materials() {
  return (
    <Panel title="申报材料">
      <Form.Item name="materials" label="每行一项;必交的在行首加 *">
        <Input.TextArea rows={3} placeholder={'*入库(入统)证明材料\n其他说明'} />
      </Form.Item>
    </Panel>
  );
}

function Notice({ cities, isNew }: { cities: readonly string[]; isNew: boolean }) {
  const regionName = useRegionNames();
  return (
    <Panel title="通知">
      <div className="field-grid">
        <Form.Item name="cityCode" label="发布地区">
          <Select
            disabled={!isNew}
            options={cities.map((code) => ({ value: code, label: regionName(code) }))}
          />
        </Form.Item>
        <Form.Item name="number" label="编号" rules={required('请填写通知编号')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="title" label="标题" rules={required('请填写标题')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <ClausesField />
    </Panel>
  );
}
