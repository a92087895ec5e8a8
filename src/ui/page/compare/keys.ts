import { chooseNext, choosePlace } from './compare-state.js';
import { askToIgnore } from './ignore-state.js';

/** Where letters are text, and no orders. */
const TYPING = 'input, textarea, select, dialog, [contenteditable]';

/** j and k, or the arrow keys within the list, go through the differences; i ignores one. Returns what ends it. */
export function listenToKeys(): () => void {
  const hear = (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target instanceof Element && target.closest(TYPING) !== null) return;
    const order = orders.get(key);
    if (order === undefined) return;
    event.preventDefault();
    order();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

const orders: ReadonlyMap<string, () => void> = new Map([
  ['j', () => chooseNext(1)],
  ['k', () => chooseNext(-1)],
  ['J', () => choosePlace(1)],
  ['K', () => choosePlace(-1)],
  ['i', () => askToIgnore()],
]);
