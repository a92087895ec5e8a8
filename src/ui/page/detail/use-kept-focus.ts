import { useLayoutEffect, useRef } from 'preact/hooks';
import { shownDetail } from './detail-state.js';

/** Who follows a link within the panel is taken to the heading of what it leads to: the link itself is gone. */
export function useKeptFocus(panel: { readonly current: HTMLElement | null }): void {
  const hadFocus = useRef(false);
  const key = shownDetail.value?.key;
  useLayoutEffect(() => {
    const inside = panel.current;
    if (inside === null) return;
    if (hadFocus.current && document.activeElement === document.body) {
      inside.querySelector<HTMLElement>('.detail-title')?.focus();
    }
    const note = () => {
      hadFocus.current = inside.contains(document.activeElement);
    };
    note();
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [key]);
}
