import { OBJECTION_STATE_LABELS } from '@duixian/workflow';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { StateTag } from '../pieces/state-tag';
import { api, valueOf } from '../shell/api';

/** What became of an objection, for whoever holds its receipt. */
export function ObjectionStatus({ noticeId, receipt }: { noticeId: string; receipt: string }) {
  const query = useQuery({
    queryKey: ['objection', noticeId, receipt],
    queryFn: ({ signal }) =>
      valueOf(
        api.GET('/api/v1/notices/{id}/objections/{receipt}', {
          params: { path: { id: noticeId, receipt } },
          signal,
        }),
      ),
  });
  return (
    <Panel title="您的异议">
      <Read query={query} rows={2}>
        {({ state, reply }) => (
          <>
            <StateTag labels={OBJECTION_STATE_LABELS} state={state} />
            <p>{reply ?? '正在核实,处理后会在这里答复。'}</p>
          </>
        )}
      </Read>
    </Panel>
  );
}
