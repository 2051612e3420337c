import { type Shape } from '@duixian/api-client';
import { Button, Form, type FormInstance, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { Effects, type Preview } from './calendar-effects';

interface Given {
  year: number;
  sourceDocument: string;
  text?: string;
  daysOff: string;
  workingWeekends: string;
}

/** Days as somebody types them, one after the other in whatever way. */
const daysIn = (text: string | undefined): string[] => (text ?? '').split(/[\s、,,;;]+/).filter(Boolean);

/** Reading the text, looking at what would move, publishing. A change of what is typed asks for another look. */
function useNewYear(form: FormInstance<Given>) {
  const navigate = useNavigate();
  const [preview, setPreview] = useState<Preview | null>(null);
  const fill = (read: Preview): void => {
    form.setFieldsValue({
      daysOff: read.daysOff.join('\n'),
      workingWeekends: read.workingWeekends.join('\n'),
    });
    setPreview(read);
  };
  const reading = useCommand<{ year: number; text: string }, Preview>(
    (_key, body) => valueOf(api.POST('/api/v1/calendar/notice-text', { body })),
    fill,
  );
  const looking = useCommand<Shape<'PreviewCalendarBody'>, Preview>(
    (_key, body) => valueOf(api.POST('/api/v1/calendar/preview', { body })),
    setPreview,
  );
  const publishing = useCommand(
    (key: string, body: Shape<'PublishCalendarBody'>) =>
      valueOf(api.POST('/api/v1/calendar', { params: { header: { 'Idempotency-Key': key } }, body })),
    () => void navigate('/calendar'),
  );
  const given = (): Shape<'PublishCalendarBody'> => {
    const { year, sourceDocument, daysOff, workingWeekends } = form.getFieldsValue();
    return {
      year,
      sourceDocument,
      daysOff: daysIn(daysOff),
      workingWeekends: daysIn(workingWeekends),
    };
  };
  const read = (): void => {
    const { year, text = '' } = form.getFieldsValue();
    reading.run({ year, text });
  };
  const look = (): void => {
    const { year, daysOff, workingWeekends } = given();
    looking.run({ year, daysOff, workingWeekends });
  };
  return { preview, forget: () => setPreview(null), reading, looking, publishing, given, read, look };
}

/** A year's holidays: pasted from the notice or typed, looked at with what they would change, then published. */
export default function NewYearPage() {
  const { today } = useSignedIn();
  const [form] = Form.useForm<Given>();
  const { preview, forget, reading, looking, publishing, given, read, look } = useNewYear(form);
  return (
    <PageFrame title="公布新年度">
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={{ year: Number(today.slice(0, 4)) + 1, daysOff: '', workingWeekends: '' }}
        onValuesChange={forget}
        onFinish={() => publishing.run(given())}
      >
        <Panel title="国务院办公厅通知">
          <div className="field-grid">
            <Form.Item name="year" label="年度" rules={[{ required: true, message: '请填写年度' }]}>
              <InputNumber min={2020} max={2099} precision={0} />
            </Form.Item>
            <Form.Item
              name="sourceDocument"
              label="通知文号"
              rules={[{ required: true, whitespace: true, message: '请填写通知文号' }]}
            >
              <Input maxLength={100} placeholder="如 国办发明电〔2026〕1号" />
            </Form.Item>
          </div>
          <Form.Item name="text" label="粘贴通知正文(可不填,直接填写下面的日期)">
            <Input.TextArea rows={6} maxLength={5000} />
          </Form.Item>
          {reading.error !== null && <ProblemNote error={reading.error} />}
          <Button loading={reading.busy} onClick={read}>
            识别日期
          </Button>
        </Panel>
        <Panel title="日期">
          <div className="field-grid">
            <Form.Item name="daysOff" label="放假日期(含其中的周末),一行一个">
              <Input.TextArea rows={8} placeholder="2027-01-01" />
            </Form.Item>
            <Form.Item name="workingWeekends" label="调休上班的周末,一行一个">
              <Input.TextArea rows={8} placeholder="2027-01-03" />
            </Form.Item>
          </div>
          {looking.error !== null && <ProblemNote error={looking.error} />}
          <Button loading={looking.busy} onClick={look}>
            预览影响
          </Button>
        </Panel>
        {preview && <Effects preview={preview} />}
        {publishing.error !== null && <ProblemNote error={publishing.error} retry={publishing.again} />}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={publishing.busy} disabled={preview === null}>
            公布
          </Button>
          {preview === null && <span className="muted">公布前请先预览。</span>}
        </div>
      </Form>
    </PageFrame>
  );
}
