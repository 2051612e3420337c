import {
  APPLICATION_STATE_LABELS,
  CASE_STAGE_LABELS,
  type CaseStage,
  stateReasonInWords,
} from '@duixian/workflow';
import { Alert } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { PartyName } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { DeadlineLight } from '../pieces/light';
import { dayInWords } from '../pieces/moments';
import { StateTag } from '../pieces/state-tag';
import { amountName, UNPAID } from './amount-names';
import { type Case } from './case-query';

/** What a case pays by its newest determination. */
export const determinedFen = ({ determinations }: Case): number =>
  determinations
    .filter(({ status, payable }) => status === 'determined' && payable === true)
    .reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);

/** Who, what, how much, where it stands and until when. */
export function CaseHead({ one, tag }: { one: Case; tag?: ReactNode }) {
  const { applicant, call, state, stage, comesBackTo, deadline, clock, stateReason, notice } = one;
  return (
    <section className="panel case-head" aria-label="基本情况">
      <dl>
        <Item name="企业名称">
          {applicant && <PartyName partyId={applicant.id} registeredName={applicant.registeredName} />}
        </Item>
        <Item name="统一社会信用代码">{applicant?.creditCode ?? '—'}</Item>
        <Item name="县区">{applicant?.county}</Item>
        <Item name="申报通知">{call ? <Link to={`/calls/${call.id}`}>{call.title}</Link> : '—'}</Item>
        <Item name={amountName(state)}>
          <Amount fen={determinedFen(one)} strong={!(state in UNPAID)} />
        </Item>
        <Item name="状态">
          {tag ?? <StateTag labels={APPLICATION_STATE_LABELS} state={state} />}
          {stage && ` ${CASE_STAGE_LABELS[stage as CaseStage]}`}
        </Item>
        {comesBackTo && <Item name="补正提交后">直接回到{CASE_STAGE_LABELS[comesBackTo as CaseStage]}</Item>}
        {(deadline ?? clock) && (
          <Item name="办理时限">
            {deadline && `${dayInWords(deadline)} `}
            {clock && <StageClock clock={clock} />}
          </Item>
        )}
        {one.holder?.name && <Item name="承办人">{one.holder.name}</Item>}
        {one.reminders.count > 0 && <Item name="催办">{one.reminders.count} 次</Item>}
        {notice && (
          <Item name="公示">
            <Link to={`/notices/${notice.id}`}>{notice.number}</Link> 至 {notice.endsOn}
            {notice.endEstimated && '(预计)'}
          </Item>
        )}
      </dl>
      {stateReason && (
        <Alert
          className="state-reason"
          type="warning"
          showIcon
          title={REASON_TITLES[state] ?? '说明'}
          description={stateReasonInWords(stateReason)}
        />
      )}
    </section>
  );
}

const PAUSES: Readonly<Record<string, string>> = {
  hold: '挂起',
  correction: '补正',
  consultation: '征求部门意见',
};

function StageClock({ clock }: { clock: NonNullable<Case['clock']> }) {
  const { stage, workingDays, remainingWorkingDays, pausedOn, pausedBy } = clock;
  return (
    <>
      <DeadlineLight remaining={remainingWorkingDays} pausedOn={pausedOn} />
      <span className="muted">
        {CASE_STAGE_LABELS[stage as CaseStage]}共 {workingDays} 个工作日
        {pausedBy && `,${PAUSES[pausedBy] ?? ''}期间不计`}
      </span>
    </>
  );
}

const REASON_TITLES: Readonly<Record<string, string>> = {
  in_review: '退回前序环节的原因',
  returned: '退回补正的原因',
  rejected: '不予支持的理由',
  on_hold: '挂起的原因',
  parked: '未能核定的原因',
  withdrawn: '撤回说明',
  terminating: '提出终止的理由',
  terminated: '终止的理由',
};

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
