import { YearlyStatementPanel } from '../entitlements/yearly-statement';
import { PartyLadder } from '../entitlements/party-ladder';
import { FactsList, type Origin } from '../facts/facts-list';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { PayeeAccounts } from './payee-accounts';
import { type Party, useMyParties, usePartyFacts } from './my-parties';

/** The enterprise as the platform knows it: registration, account, and what registers say. */
export default function MyPartyPage() {
  const query = useMyParties();
  return (
    <PageFrame title="企业信息与收款账户">
      <Read query={query} rows={12}>
        {({ items }) => items.map((party) => <OneParty key={party.id} party={party} />)}
      </Read>
    </PageFrame>
  );
}

function OneParty({ party }: { party: Party }) {
  const facts = usePartyFacts(party.id);
  return (
    <>
      <Panel title={party.registeredName}>
        <dl className="case-head pairs">
          <div>
            <dt>统一社会信用代码</dt>
            <dd>{party.creditCode ?? '—'}</dd>
          </div>
          <div>
            <dt>注册县区</dt>
            <dd>{party.county}</dd>
          </div>
        </dl>
      </Panel>
      <PayeeAccounts party={party} />
      <YearlyStatementPanel partyId={party.id} />
      <PartyLadder partyId={party.id} />
      <Panel title="平台已掌握的数据">
        <p className="muted">这些数据来自登记和统计部门,申报时自动带入,不必重复填写。</p>
        <Read query={facts} rows={8}>
          {({ items }) => (
            <FactsList
              facts={Object.fromEntries(items.map(({ name, value }) => [name, value as unknown]))}
              origins={Object.fromEntries(items.map((each): [string, Origin] => [each.name, each]))}
            />
          )}
        </Read>
      </Panel>
    </>
  );
}
