import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { ProblemNote } from '../pieces/problem-note';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

/** A reviewer of the place, other than whoever chooses. Whether they may take over a certain case, the office says. */
export function ColleagueField({ regionCode }: { regionCode: string }) {
  const { user } = useSignedIn();
  const { data, isPending, error } = useQuery({
    queryKey: ['colleagues', regionCode],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/tasks/colleagues', { params: { query: { regionCode } }, signal })),
    staleTime: 60_000,
  });
  const others = (data?.items ?? []).filter(({ id }) => id !== user.id);
  return (
    <>
      <Form.Item
        name="to"
        label="转给"
        rules={[{ required: true, message: '请选择接办的同事' }]}
        extra={data && others.length === 0 ? '本环节没有其他同事,请联系管理员授权。' : null}
      >
        <Select
          loading={isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={others.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
