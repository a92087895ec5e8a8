import { useEffect } from 'preact/hooks';
import { selectedKey } from '../state/inspector-state.js';
import { step } from './detail-state.js';

/** Esc closes the panel and gives the focus back to where it was; Alt with an arrow goes where one was before. */
export function usePanelKeys(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    let outside: HTMLElement | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      const isInside = target instanceof Node && panel.current?.contains(target) === true;
      if (!isInside && target instanceof HTMLElement) outside = target;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || selectedKey.value === null) return;
      if (event.key === 'Escape' && !isElsewhere(event.target)) {
        const hadFocus = panel.current?.contains(document.activeElement) === true;
        selectedKey.value = null;
        if (hadFocus && outside?.isConnected === true) outside.focus();
      } else if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
        event.preventDefault();
        step(event.key === 'ArrowLeft' ? 'back' : 'forward');
      }
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** Where Esc means something else. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, dialog') !== null;
}
