import { effect } from '@preact/signals';
import { boxOf } from '../../view/timeline/arcs.js';
import type { Item } from '../../view/timeline/item.js';
import { panned } from '../../view/timeline/time-scale.js';
import type { TimelineView } from './timeline-view.js';

/** Brings what is selected, here or elsewhere, and what the keyboard is at into view; what is seen already stays. */
export function intoView(view: TimelineView, scroller: HTMLElement): () => void {
  let before: string | null = null;
  const bring = (key: string | null): void => {
    const item = view.item(key);
    if (item === undefined || key === before) return;
    before = key;
    acrossTo(view, item);
    downTo(view, item, scroller);
  };
  const ends = [
    effect(() => {
      const key = view.selected.value;
      // What follows is not to be told of again when anything in it changes.
      queueMicrotask(() => bring(key));
    }),
    effect(() => {
      const key = view.focus.value;
      queueMicrotask(() => bring(key));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function acrossTo(view: TimelineView, item: Item): void {
  const { from, to } = view.target.peek();
  const edge = (to - from) * 0.02;
  if (item.at >= from + edge && item.at <= to - edge) return;
  // Something long that fills the window is seen, though its beginning is not.
  if (item.at < from && item.end > to) return;
  const middle = from + (to - from) / 2;
  view.show(panned({ from, to }, item.at - middle, view.whole.peek()));
}

function downTo(view: TimelineView, item: Item, scroller: HTMLElement): void {
  const { y, height } = boxOf(item, view.stack.peek());
  const [top, room] = [scroller.scrollTop, scroller.clientHeight];
  if (y >= top && y + height <= top + room) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroller.scrollTo({
    top: Math.max(0, y - room / 2),
    behavior: isCalm ? 'instant' : 'smooth',
  });
}
