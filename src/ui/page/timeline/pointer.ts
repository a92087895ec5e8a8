import { batch } from '@preact/signals';
import { hitTest } from '../../view/timeline/hit-test.js';
import { perPixel, type TimeScale, timeAt } from '../../view/timeline/time-scale.js';
import type { TimelineView } from './timeline-view.js';

/** A hand that moves less than that has clicked. */
const STILL = 4;
const DOUBLE_ZOOM = 3;
/** Lines that a notch of a wheel may be told in, in pixels. */
const LINE = 16;

/** The place of an event within what it was sent to. */
function placeIn(event: MouseEvent): { readonly x: number; readonly y: number } {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/**
 * Wheel: across pans, with Ctrl or ⌘ (and a pinch) it zooms at the pointer; down scrolls, as the browser does by itself.
 *
 * @param shown what is drawn where the pointer is
 */
export function onWheel(view: TimelineView, event: WheelEvent, shown: TimeScale): void {
  const unit = event.deltaMode === 0 ? 1 : LINE;
  const { x } = placeIn(event);
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    const notch = Math.max(-60, Math.min(60, event.deltaY * unit));
    view.zoom(Math.exp(-notch / 100), timeAt(shown, x), true);
    return;
  }
  const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (across === 0 || Math.abs(across) < Math.abs(event.deltaY) / 2) return;
  event.preventDefault();
  view.pan(across * unit * perPixel(shown), true);
}

export function onHover(view: TimelineView, event: PointerEvent): void {
  view.pointed.value = { ...placeIn(event), pageX: event.clientX, pageY: event.clientY };
}

/** Drag pans; with Shift, or `sweeps`, it sweeps over a stretch to zoom to; without moving it selects. */
export function onPress(
  view: TimelineView,
  event: PointerEvent,
  sweeps: boolean,
  scrollBy: ((pixels: number) => void) | null,
): void {
  if (event.button !== 0) return;
  const target = event.currentTarget as HTMLElement;
  const start = placeIn(event);
  const [startTime, startRange] = [timeAt(view.scale, start.x), view.target.value];
  const isSweep = sweeps || event.shiftKey;
  const pixel = perPixel(view.scale);
  let [moved, lastY] = [false, start.y];
  const left = target.getBoundingClientRect().left;

  const move = (next: PointerEvent): void => {
    const x = next.clientX - left;
    const y = next.clientY - target.getBoundingClientRect().top;
    moved ||= Math.hypot(x - start.x, y - start.y) >= STILL;
    if (!moved) return;
    target.setPointerCapture(event.pointerId);
    if (isSweep) {
      const time = timeAt(view.scale, Math.max(0, Math.min(view.width.value, x)));
      view.sweep.value = { from: Math.min(startTime, time), to: Math.max(startTime, time) };
      return;
    }
    target.dataset.drags = '';
    view.pointed.value = null;
    const by = (start.x - x) * pixel;
    view.show({ from: startRange.from + by, to: startRange.to + by }, true);
    scrollBy?.(lastY - y);
    lastY = y;
  };
  const end = (last: PointerEvent): void => {
    target.removeEventListener('pointermove', move);
    target.removeEventListener('pointerup', end);
    target.removeEventListener('pointercancel', end);
    delete target.dataset.drags;
    const sweep = view.sweep.value;
    batch(() => {
      view.sweep.value = null;
      if (last.type === 'pointercancel') return;
      if (sweep !== null) view.show(sweep);
      else if (!moved && !sweeps) {
        const hit = hitTest(view.stack.value, view.scale, start.x, start.y + view.scroll.value);
        view.choose(hit?.item.key ?? null);
      }
    });
  };
  target.addEventListener('pointermove', move);
  target.addEventListener('pointerup', end);
  target.addEventListener('pointercancel', end);
}

export function onDoubleClick(view: TimelineView, event: MouseEvent): void {
  view.zoom(event.shiftKey ? 1 / DOUBLE_ZOOM : DOUBLE_ZOOM, timeAt(view.scale, placeIn(event).x));
}

/** Drag on the overview: moves the window, or its nearer edge, or brings it there. */
export function onOverviewPress(view: TimelineView, event: PointerEvent): void {
  if (event.button !== 0) return;
  const target = event.currentTarget as HTMLElement;
  target.setPointerCapture(event.pointerId);
  const scale = { ...view.whole.value, width: view.width.value };
  const time = (each: MouseEvent): number =>
    timeAt(scale, each.clientX - target.getBoundingClientRect().left);
  const reach = perPixel(scale) * 5;
  const first = time(event);
  let { from, to } = view.target.value;
  const isAll = view.state.range.value === null;
  const grip =
    isAll || event.shiftKey
      ? 'sweep'
      : Math.abs(first - from) < reach
        ? 'from'
        : Math.abs(first - to) < reach
          ? 'to'
          : 'window';
  if (grip === 'window' && (first < from || first > to)) {
    const half = (to - from) / 2;
    [from, to] = [first - half, first + half];
    view.show({ from, to });
  }
  const move = (next: PointerEvent): void => {
    const now = time(next);
    const by = now - first;
    if (grip === 'window') view.show({ from: from + by, to: to + by }, true);
    else if (grip === 'from') view.show({ from: Math.min(now, to), to }, true);
    else if (grip === 'to') view.show({ from, to: Math.max(now, from) }, true);
    else if (Math.abs(by) > reach) {
      view.show({ from: Math.min(first, now), to: Math.max(first, now) }, true);
    }
  };
  const end = (): void => {
    target.removeEventListener('pointermove', move);
    target.removeEventListener('pointerup', end);
    target.removeEventListener('pointercancel', end);
  };
  target.addEventListener('pointermove', move);
  target.addEventListener('pointerup', end);
  target.addEventListener('pointercancel', end);
}
