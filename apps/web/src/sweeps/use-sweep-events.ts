import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type RefObject } from 'react';
import { type SweepDetail } from './sweep-words';

type Told = Pick<SweepDetail, 'state' | 'version' | 'progress'>;

/**
 * Keeps the page of a sweep that is under way up to date by the server's events.
 * @param listening says whether they come; until then, and where they do not, the page asks by itself
 */
export function useSweepEvents(id: string, isUnderWay: boolean, listening: RefObject<boolean>): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isUnderWay || typeof EventSource === 'undefined') return;
    const key = ['sweeps', 'one', id];
    const source = new EventSource(`/api/v1/sweeps/${id}/events`);
    source.onopen = () => {
      listening.current = true;
    };
    source.onerror = () => {
      listening.current = false;
      void client.invalidateQueries({ queryKey: key });
    };
    source.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as Told;
      const known = client.getQueryData<SweepDetail>(key);
      if (known?.state === told.state) client.setQueryData(key, { ...known, ...told });
      else void client.invalidateQueries({ queryKey: key });
    });
    source.addEventListener('end', () => {
      source.close();
      listening.current = false;
      void client.invalidateQueries({ queryKey: key });
    });
    return () => {
      source.close();
      listening.current = false;
    };
  }, [client, id, isUnderWay, listening]);
}
