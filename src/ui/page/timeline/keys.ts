import type { Item } from '../../view/timeline/item.js';
import {
  callOf,
  nearestInLane,
  stepAmongAnswers,
  stepInLane,
  stepToLane,
  stepToNotable,
} from '../../view/timeline/step.js';
import type { TimelineView } from './timeline-view.js';

const ZOOM = 1.6;
/** Of the window, for a step of panning. */
const PAN = 0.2;

/** @returns whether the key meant something */
export function onKey(view: TimelineView, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { from, to } = view.target.value;
  const length = to - from;
  const { extent, whole } = view;
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const forward = event.key === 'ArrowRight';
      if (event.shiftKey) view.pan(forward ? length * PAN : -length * PAN);
      else step(view, forward);
      return true;
    }
    case 'ArrowUp':
    case 'ArrowDown':
      stepLane(view, event.key === 'ArrowDown' ? 1 : -1);
      return true;
    case 'a':
      view.pan(-length * PAN);
      return true;
    case 'd':
      view.pan(length * PAN);
      return true;
    case '+':
    case '=':
    case 'w':
      view.zoomHere(ZOOM);
      return true;
    case '-':
    case '_':
    case 's':
      view.zoomHere(1 / ZOOM);
      return true;
    case 'Home':
      view.show({ from: whole.value.from, to: whole.value.from + length });
      return true;
    case 'End':
      view.show({ from: whole.value.to - length, to: Math.max(whole.value.to, extent.value.to) });
      return true;
    case '0':
      view.show(null);
      return true;
    case 'f':
      zoomToItem(view, here(view));
      return true;
    case 'n':
    case 'p':
      follow(view, event.key.toLowerCase() === 'n');
      return true;
    case 'c': {
      const row = here(view)?.row;
      const call = row === undefined ? null : callOf(row, view.state.book);
      if (call !== null) view.choose(call.key);
      return true;
    }
    case 'x': {
      const moment = here(view);
      const at = { at: moment?.at ?? from, seq: moment?.row.seq ?? -1 };
      goTo(view, stepToNotable(view.index, at, !event.shiftKey));
      return true;
    }
    case 'Enter':
      if (view.focus.value !== null) view.choose(view.focus.value);
      return view.focus.value !== null;
    case 'Escape':
      if (view.sweep.value !== null) view.sweep.value = null;
      else if (here(view) === undefined) return false;
      else view.choose(null);
      return true;
    default:
      return false;
  }
}

/** Shows a stretch around something, with what it is linked to if that is a call. */
export function zoomToItem(view: TimelineView, item: Item | undefined): void {
  if (item === undefined) return;
  const answers = item.row.kind === 'call' ? view.state.book.answersOf(item.row.id) : [];
  const call = view.item(callOf(item.row, view.state.book)?.key ?? null);
  const ends = [item.at, item.end, call?.at ?? item.at, ...answers.map(({ at }) => at)];
  const finite = ends.map((each) => (Number.isFinite(each) ? each : view.extent.value.to));
  const [from, to] = [Math.min(...finite), Math.max(...finite)];
  const margin = Math.max((to - from) * 0.35, 1);
  view.show({ from: from - margin, to: to + margin });
}

/** What the keyboard is at, else what is selected. */
function here(view: TimelineView): Item | undefined {
  return view.item(view.focus.value) ?? view.item(view.selected.value);
}

function step(view: TimelineView, forward: boolean): void {
  const item = here(view);
  const lane = item?.track?.strip.lane;
  const { from, to } = view.target.value;
  if (item !== undefined && lane !== undefined) {
    const moment = { at: item.at, seq: item.row.seq };
    goTo(view, stepInLane(lane, moment, forward, view.lit.value));
    return;
  }
  const first = view.stack.value.at(view.scroll.value);
  if (first === undefined) return;
  const moment = forward ? { at: from, seq: -1 } : { at: to, seq: Number.POSITIVE_INFINITY };
  goTo(view, stepInLane(first, moment, forward, view.lit.value));
}

function stepLane(view: TimelineView, by: 1 | -1): void {
  const item = here(view);
  const lane = item?.track?.strip.lane;
  const { from, to } = view.target.value;
  if (item !== undefined && lane !== undefined) {
    goTo(view, stepToLane(view.stack.value, lane, item.at, by, view.lit.value));
    return;
  }
  const first = view.stack.value.at(view.scroll.value);
  if (first !== undefined) goTo(view, nearestInLane(first, (from + to) / 2, view.lit.value));
}

function follow(view: TimelineView, forward: boolean): void {
  const row = here(view)?.row;
  const next = row === undefined ? null : stepAmongAnswers(row, view.state.book, forward);
  if (next !== null) view.choose(next.key);
}

function goTo(view: TimelineView, item: Item | undefined): void {
  if (item !== undefined) view.focus.value = item.key;
}
