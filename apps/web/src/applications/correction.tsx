import { App, Button } from 'antd';
import { useState } from 'react';
import { useCall } from '../calls/call-query';
import { usePartyFacts } from '../parties/my-parties';
import { ProblemNote } from '../pieces/problem-note';
import { Read } from '../pieces/read';
import { type Case } from './case-query';
import { ClaimsForm } from './claims-form';
import { missingMaterials } from './materials-panel';
import { useCaseAction } from './use-case-action';

type Claims = Readonly<Record<string, unknown>>;

/** A draft or a case sent back: what was claimed can be changed, then it is submitted (again). */
export function Correction({ one }: { one: Case }) {
  const { message } = App.useApp();
  const call = useCall(one.call?.id);
  const known = usePartyFacts(one.applicant?.id);
  // Only what was typed is kept here: it outlives a case that is read anew because somebody else changed it.
  const [typed, setTyped] = useState<Claims | null>(null);
  const claims = typed ?? one.claims;
  const [shown, setShown] = useState(one.version);
  if (typed === null && shown !== one.version) setShown(one.version);
  const edit = useCaseAction(one, () => {
    setTyped(null);
    void message.success('修改已保存。');
  });
  const submit = useCaseAction(one, () => void message.success('已提交,系统正在核定。'));
  const missing = missingMaterials(one);
  const changed = JSON.stringify(claims) !== JSON.stringify(one.claims);
  return (
    <Read query={known} rows={10}>
      {({ items }) => (
        <>
          <ClaimsForm
            key={shown}
            clauseIds={call.data?.clauseIds ?? []}
            known={{
              ...Object.fromEntries(items.map(({ name, value }) => [name, value])),
              ...call.data?.parameters,
            }}
            claims={claims}
            onChange={setTyped}
          />
          {[edit, submit].map(
            ({ error, again }, index) =>
              error !== null && <ProblemNote key={index} error={error} retry={again} />,
          )}
          <div className="form-end">
            <Button
              disabled={!changed}
              loading={edit.busy}
              onClick={() => edit.run({ action: 'edit', claims: { ...claims } })}
            >
              保存修改
            </Button>
            <Button
              type="primary"
              disabled={changed || missing.length > 0}
              loading={submit.busy}
              onClick={() => submit.run({ action: 'submit' })}
            >
              {one.state === 'draft' ? '提交申报' : '重新提交'}
            </Button>
            {changed && <span className="muted">有未保存的修改,请先保存再提交。</span>}
            {missing.length > 0 && (
              <span className="muted" role="status">
                还缺必交材料:{missing.map(({ title }) => title).join('、')},请先在“申报材料”中上传。
              </span>
            )}
          </div>
        </>
      )}
    </Read>
  );
}
