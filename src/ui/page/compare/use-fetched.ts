import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../state/server.js';
import { messageOf } from './compare-state.js';

/** What was asked for, or why it did not come; what came before stays until something new is there. */
export interface Fetched<T> {
  readonly value: T | null;
  readonly failure: string | null;
  readonly loading: boolean;
}

/** @param path null asks for nothing */
export function useFetched<T>(path: string | null): Fetched<T> {
  const [fetched, setFetched] = useState<Fetched<T>>({ value: null, failure: null, loading: true });
  useEffect(() => {
    if (path === null) return;
    const gone = new AbortController();
    setFetched(({ value }) => ({ value, failure: null, loading: true }));
    getJson<T>(path, gone.signal).then(
      (value) => setFetched({ value, failure: null, loading: false }),
      (error: unknown) => {
        if (gone.signal.aborted) return;
        setFetched({ value: null, failure: messageOf(error), loading: false });
      },
    );
    return () => gone.abort();
  }, [path]);
  return fetched;
}
