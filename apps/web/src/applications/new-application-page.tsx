import { isUncertain, ProblemAnswer } from '@duixian/api-client';
import { Alert, App, Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type Call, useCall } from '../calls/call-query';
import { FactsList, type Origin } from '../facts/facts-list';
import { type Party, useMyParties, usePartyFacts } from '../parties/my-parties';
import { PageFrame, Panel } from '../pieces/page-frame';
import { inWords, ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { ClaimsForm } from './claims-form';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft';

type Claims = Readonly<Record<string, unknown>>;

/** Filing under a call: what is known is filled in, what is missing is asked for, and the rest is one button. */
export default function NewApplicationPage() {
  const [params] = useSearchParams();
  const callId = params.get('call') ?? undefined;
  const call = useCall(callId);
  const parties = useMyParties();
  if (callId === undefined)
    return (
      <PageFrame title="填写申报">
        <div className="empty">
          申报须在一份申报通知之下填写。<Link to="/calls">选择申报通知</Link>
        </div>
      </PageFrame>
    );
  return (
    <PageFrame title="填写申报">
      <Read query={call} rows={4}>
        {(found) => (
          <Read query={parties} rows={10}>
            {({ items }) => <Filing call={found} parties={items} />}
          </Read>
        )}
      </Read>
    </PageFrame>
  );
}

function Filing({ call, parties }: { call: Call; parties: readonly Party[] }) {
  const [partyId, setPartyId] = useState(parties[0]?.id);
  const party = parties.find(({ id }) => id === partyId);
  const facts = usePartyFacts(partyId);
  return (
    <>
      <Panel title={call.title}>
        <dl className="pairs">
          <div>
            <dt>申报企业</dt>
            <dd>
              {parties.length > 1 ? (
                <Select
                  aria-label="申报企业"
                  className="wide"
                  value={partyId}
                  options={parties.map(({ id, registeredName }) => ({ value: id, label: registeredName }))}
                  onChange={setPartyId}
                />
              ) : (
                party?.registeredName
              )}
            </dd>
          </div>
          <div>
            <dt>收款账户</dt>
            <dd>
              {party?.payeeAccount ? (
                <>
                  {party.payeeAccount.accountName} {party.payeeAccount.maskedNumber}
                </>
              ) : (
                '未登记,暂不能提交'
              )}
            </dd>
          </div>
          <div>
            <dt>截止日期</dt>
            <dd>{call.closesOn}</dd>
          </div>
        </dl>
      </Panel>
      <Read query={facts} rows={10}>
        {({ items }) =>
          partyId !== undefined && <Filling key={partyId} call={call} partyId={partyId} known={items} />
        }
      </Read>
    </>
  );
}

interface Known extends Origin {
  name: string;
  value: unknown;
}

function Filling({ call, partyId, known }: { call: Call; partyId: string; known: readonly Known[] }) {
  const [claims, setClaims] = useState<Claims>(() => keptDraft(call.id, partyId));
  const { message } = App.useApp();
  const navigate = useNavigate();
  const facts = useMemo(
    () => ({ ...Object.fromEntries(known.map(({ name, value }) => [name, value])), ...call.parameters }),
    [known, call.parameters],
  );
  const change = (next: Claims): void => {
    setClaims(next);
    keepDraft(call.id, partyId, next);
  };
  const file = useCommand<{ claims: Claims; submit: boolean }, Filed>(
    (key, given) => fileApplication(key, { callId: call.id, partyId, ...given }),
    ({ id, refused }, { submit }) => {
      forgetDraft(call.id, partyId);
      if (refused)
        void message.error(`草稿已保存,但没有提交:${inWords(refused).title}。${inWords(refused).advice}`, 10);
      else void message.success(submit ? '已提交,系统正在核定。' : '草稿已保存。');
      void navigate(`/applications/${id}`);
    },
  );
  const needsFiles = call.materials.some(({ required }) => required);
  return (
    <>
      <Panel title="已带入的数据">
        <p className="muted">来自登记和统计部门,无需填写;如有出入,请联系数据来源部门更正。</p>
        <FactsList
          facts={Object.fromEntries(known.map(({ name, value }) => [name, value]))}
          origins={Object.fromEntries(known.map((each) => [each.name, each]))}
        />
      </Panel>
      <ClaimsForm clauseIds={call.clauseIds} known={facts} claims={claims} onChange={change} />
      {call.materials.length > 0 && (
        <Alert
          className="note"
          type="info"
          showIcon
          title="需要准备的材料"
          description={call.materials
            .map(({ title, required }) => `${title}(${required ? '必交' : '选交'})`)
            .join('、')
            .concat('。保存草稿后,在申报页面上传。')}
        />
      )}
      {file.error !== null && <ProblemNote error={file.error} retry={file.again} />}
      <div className="form-end">
        <Button
          type="primary"
          size="large"
          loading={file.busy}
          onClick={() => file.run({ claims, submit: !needsFiles })}
        >
          {needsFiles ? '下一步:上传材料' : '提交申报'}
        </Button>
        {!needsFiles && (
          <Button size="large" disabled={file.busy} onClick={() => file.run({ claims, submit: false })}>
            保存草稿
          </Button>
        )}
      </div>
    </>
  );
}

interface Filed {
  id: string;
  /** Why it is a draft still. */
  refused?: ProblemAnswer;
}

/**
 * A draft, and its submission where wanted: two commands under keys of one intention, so that repeating both after a
 * lost answer makes neither twice.
 */
async function fileApplication(
  key: string,
  { callId, partyId, claims, submit }: { callId: string; partyId: string; claims: Claims; submit: boolean },
): Promise<Filed> {
  const made = await valueOf(
    api.POST('/api/v1/applications', {
      params: { header: { 'Idempotency-Key': `${key}/draft` } },
      body: { callId, partyId, claims: { ...claims } },
    }),
  );
  if (!submit) return made;
  try {
    await valueOf(
      api.POST('/api/v1/applications/{id}/actions', {
        params: { path: { id: made.id }, header: { 'Idempotency-Key': `${key}/submit` } },
        body: { action: 'submit', version: made.version },
      }),
    );
    return made;
  } catch (error) {
    // The draft stands; what keeps it from being submitted is mended there.
    if (error instanceof ProblemAnswer && !isUncertain(error)) return { ...made, refused: error };
    throw error;
  }
}
