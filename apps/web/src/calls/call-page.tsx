import {
  ADVANCED_BY_LABELS,
  CALL_ACTION_LABELS,
  CALL_STATE_LABELS,
  CASE_STAGE_LABELS,
  NOTICE_PUBLICATION_LABELS,
  type CallAction,
} from '@duixian/workflow';
import { App, Button } from 'antd';
import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useVocabulary } from '../facts/vocabulary';
import { PageFrame, Panel } from '../pieces/page-frame';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { useCommand } from '../pieces/use-command';
import { useClauseById, useClauses } from '../policies/clauses';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';
import { type Call, useCall } from './call-query';

/** One call: what it asks for, until when, how it is decided; for officers, what is to be done with it. */
export default function CallPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useCall(id);
  // Titles of clauses are longer than their ids, and a title of a call than none: all of it appears at once.
  const { isPending } = useClauses();
  const call = isPending ? undefined : data;
  return (
    <PageFrame title={call?.title ?? '申报通知'} actions={call && <CallActions call={call} />}>
      <Read query={{ data: call, error, refetch }} rows={14}>
        {(whole) => <Content call={whole} />}
      </Read>
    </PageFrame>
  );
}

const OFFICER_VERBS = ['approve', 'publish', 'close'] as const;
type OfficerVerb = (typeof OFFICER_VERBS)[number];

const CONSEQUENCES: Readonly<Record<OfficerVerb, string>> = {
  approve: '审定后内容不能再修改。起草和修改过的人不能审定。',
  publish: '发布后企业从申报期首日起可以申报,内容不能再修改。',
  close: '截止后不再接受新的申报,已提交的继续办理。此操作不能撤销。',
};

function CallActions({ call }: { call: Call }) {
  const isClerk = audiencesOf(useSignedIn()).includes('enterprise');
  const { modal } = App.useApp();
  const { run, busy, error, again } = useCommand<OfficerVerb, unknown>((key, action) =>
    valueOf(
      api.POST('/api/v1/calls/{id}/actions', {
        params: { path: { id: call.id }, header: { 'Idempotency-Key': key } },
        body: { action, version: call.version } as never,
      }),
    ),
  );
  const ask = (verb: OfficerVerb): void =>
    void modal.confirm({
      title: `${CALL_ACTION_LABELS[verb]}“${call.title}”?`,
      content: CONSEQUENCES[verb],
      okText: CALL_ACTION_LABELS[verb],
      onOk: () => run(verb),
    });
  const may = (verb: CallAction): boolean => call.allowedActions.includes(verb);
  return (
    <>
      {isClerk && call.open && (
        <Link to={`/applications/new?call=${call.id}`}>
          <Button type="primary">去申报</Button>
        </Link>
      )}
      {may('edit') && (
        <Link to={`/calls/new?from=${call.id}`}>
          <Button>修改</Button>
        </Link>
      )}
      {OFFICER_VERBS.filter(may).map((verb) => (
        <Button key={verb} type="primary" loading={busy} onClick={() => ask(verb)}>
          {CALL_ACTION_LABELS[verb]}
        </Button>
      ))}
      {error !== null && <ProblemNote error={error} retry={again} />}
    </>
  );
}

function Content({ call }: { call: Call }) {
  const clauseById = useClauseById();
  const { meaningOf, say } = useVocabulary();
  const parameters = Object.entries(call.parameters);
  return (
    <div className="columns columns-2">
      <div>
        <Panel title="可申报的条款">
          <ul>
            {call.clauseIds.map((id) => (
              <li key={id}>
                <Link to={`/clauses/${id}`}>{clauseById(id)?.title ?? id}</Link>
                <span className="muted small"> {clauseById(id)?.article}</span>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="申报材料">
          {call.materials.length === 0 && <p className="muted">本通知不要求另交材料。</p>}
          <ul>
            {call.materials.map(({ key, title, required }) => (
              <li key={key}>
                {title}({required ? '必交' : '选交'})
              </li>
            ))}
          </ul>
        </Panel>
        {parameters.length > 0 && (
          <Panel title="本通知确定的事项">
            <dl className="pairs">
              {parameters.map(([name, value]) => (
                <Pair key={name} name={meaningOf(name)}>
                  {say(name, value)}
                </Pair>
              ))}
            </dl>
          </Panel>
        )}
      </div>
      <Panel title="办理要求">
        <dl className="pairs">
          <Pair name="状态">
            <StateTag labels={CALL_STATE_LABELS} state={call.state} />
          </Pair>
          <Pair name="编号">{call.number}</Pair>
          <Pair name="申报期">
            {call.opensOn} 至 {call.closesOn}
          </Pair>
          <Pair name="考核期">
            {call.testedFrom} 至 {call.testedTo}
          </Pair>
          <Pair name="审核环节">{routeInWords(call)}</Pair>
          <Pair name="公示">{noticeInWords(call)}</Pair>
          <Pair name="资金科目">
            {call.year} 年 {call.budgetSubject}
          </Pair>
          {call.instalments !== null && <Pair name="分期拨付">{call.instalments.map(partInWords)}</Pair>}
          {call.advancedBy !== null && <Pair name="拨付方式">{advanceInWords(call.advancedBy)}</Pair>}
        </dl>
      </Panel>
    </div>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const routeInWords = ({ route, deadlines }: Call): string =>
  route
    .map(({ key }) => {
      const days = deadlines[key];
      return `${CASE_STAGE_LABELS[key]}${days === undefined ? '' : `(${days} 个工作日)`}`;
    })
    .join(' → ');

const noticeInWords = ({ noticeWorkingDays, noticePublication }: Call): string =>
  noticeWorkingDays === 0
    ? '不公示'
    : `${noticeWorkingDays} 个工作日,${NOTICE_PUBLICATION_LABELS[noticePublication]}`;

const partInWords = (
  { share, dueOn, condition }: NonNullable<Call['instalments']>[number],
  index: number,
): ReactNode => (
  <div key={index}>
    第 {index + 1} 期 {share},{dueOn === null ? (condition ?? '核定后即可拨付') : `${dueOn} 起拨付`}
  </div>
);

const advanceInWords = (level: NonNullable<Call['advancedBy']>): string =>
  `${ADVANCED_BY_LABELS[level]},其他级次承担的部分到账后归还`;
