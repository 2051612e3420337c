import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { audiencesOf } from '../shell/audiences';
import { api, valueOf } from '../shell/api';
import { useSignedIn } from '../shell/session';

/** For reviewers: on to the case that waits longest, by the button or by the key N. */
export function NextCase({ currentId }: { currentId: string }) {
  const isReviewer = audiencesOf(useSignedIn()).includes('reviewer');
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['tasks', 'next'],
    queryFn: ({ signal }) =>
      valueOf(api.GET('/api/v1/tasks', { params: { query: { limit: 20, done: false } }, signal })),
    enabled: isReviewer,
  });
  const next = data?.items.map(({ application }) => application.id).find((id) => id !== currentId);
  useEffect(() => {
    if (next === undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof Element &&
        event.target.closest('input, textarea, [role=dialog], [role=combobox]');
      if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      void navigate(`/cases/${next}`);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [next, navigate]);
  if (!isReviewer) return null;
  return (
    <Button
      disabled={next === undefined}
      onClick={() => void navigate(`/cases/${next}`)}
      aria-keyshortcuts="n"
    >
      下一件(N)
    </Button>
  );
}
