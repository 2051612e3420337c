import { type Shape } from '@duixian/api-client';
import { PAYMENT_CHANNEL_LABELS } from '@duixian/workflow';
import { DataTable } from '../pieces/data-table';
import { momentInWords } from '../pieces/moments';
import { Panel } from '../pieces/page-frame';
import { useRegionNames } from '../pieces/regions';
import { api, valueOf } from '../shell/api';
import { DecideProposal } from './decide-proposal';

export type ChannelProposal = Shape<'ChannelProposalShape'>;

/** From where to where, e.g. 银行直连 → 付款文件. */
export const channelsInWords = ({ fromChannel, toChannel }: ChannelProposal): string =>
  `${PAYMENT_CHANNEL_LABELS[fromChannel]} → ${PAYMENT_CHANNEL_LABELS[toChannel]}`;

/** Other ways for a treasury to pay that wait for a second administrator. */
export function ChannelPanel({ waiting }: { waiting: readonly ChannelProposal[] }) {
  const regionName = useRegionNames();
  if (waiting.length === 0) return null;
  return (
    <Panel title="待确认的付款方式变更">
      <DataTable
        withoutExport
        caption="待确认的付款方式变更"
        rows={waiting}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'region',
            title: '财政',
            heading: true,
            render: ({ regionCode }) => `${regionName(regionCode)}(${regionCode})`,
          },
          { key: 'what', title: '变更', render: channelsInWords },
          { key: 'why', title: '理由', render: ({ reason }) => reason },
          {
            key: 'by',
            title: '提出',
            render: ({ proposedBy, proposedAt }) => (
              <>
                {proposedBy}
                <div className="muted small">{momentInWords(proposedAt)}</div>
              </>
            ),
          },
          { key: 'act', title: '办理', render: (one) => <Decide proposal={one} /> },
        ]}
      />
    </Panel>
  );
}

function Decide({ proposal }: { proposal: ChannelProposal }) {
  const { id, regionCode, proposedByYou, allowedActions } = proposal;
  const name = useRegionNames()(regionCode);
  return (
    <DecideProposal
      {...{ id, proposedByYou, allowedActions }}
      about={`${name} 的付款方式变更`}
      before={`请先向${name}财政部门核实。确认后新编制的批次改按新方式付款(${channelsInWords(proposal)}),已编制的批次不变。`}
      send={(key, body) =>
        valueOf(
          api.POST('/api/v1/channel-proposals/{id}/actions', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
    />
  );
}
