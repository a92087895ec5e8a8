import { useEffect } from 'preact/hooks';
import { shownDetail } from './detail-state.js';

/** Brings into view what was searched for, where a row that has it is shown. */
export function useFoundInView(panel: { readonly current: HTMLElement | null }): void {
  const key = shownDetail.value?.key;
  useEffect(() => {
    panel.current?.querySelector('.detail-content mark')?.scrollIntoView({ block: 'nearest' });
  }, [key]);
}
