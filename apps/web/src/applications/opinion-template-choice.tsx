import { useQuery } from '@tanstack/react-query';
import { formatYuanGrouped, fen } from '@duixian/money';
import { CASE_STAGE_LABELS, type CaseStage, fillOpinion, OPINION_VERBS } from '@duixian/workflow';
import { Form, Select } from 'antd';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { determinedFen } from './case-head';
import { type Case } from './case-query';

/** Words that are used again, of the person or of their city, filled in for this case; what is chosen can still be changed. */
export function OpinionTemplateChoice({
  one,
  verb,
  choose,
}: {
  one: Case;
  verb: string;
  choose: (words: string) => void;
}) {
  const { today } = useSignedIn();
  const wanted = OPINION_VERBS.some((each) => each === verb);
  const { data } = useQuery({
    queryKey: ['opinion-templates'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/opinion-templates', { signal })),
    enabled: wanted,
  });
  const { stage } = one;
  const fitting = (data?.items ?? []).filter(
    (each) => each.verb === verb && (each.stage === null || each.stage === stage),
  );
  if (!wanted || fitting.length === 0) return null;
  const values = {
    企业名称: one.applicant?.registeredName ?? '',
    申报编号: one.caseNumber,
    申报通知: one.call?.title ?? '',
    核定金额: `${formatYuanGrouped(fen(determinedFen(one) ?? 0))} 元`,
    环节: stage ? CASE_STAGE_LABELS[stage as CaseStage] : '',
    今天: today,
  };
  return (
    <Form.Item label="意见模板" htmlFor="opinion-template">
      <Select
        id="opinion-template"
        placeholder="选择后填入下面,可以再改"
        options={fitting.map(({ id, title, cityCode }) => ({
          value: id,
          label: cityCode === null ? `${title}(本人)` : title,
        }))}
        onChange={(id: string) => {
          const template = fitting.find((each) => each.id === id);
          if (template) choose(fillOpinion(template.body, values));
        }}
      />
    </Form.Item>
  );
}
