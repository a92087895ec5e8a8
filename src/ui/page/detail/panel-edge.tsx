import { signal } from '@preact/signals';
import { remember, remembered } from '../shell/remembered.js';

const LEAST = 25;
const MOST = 75;
const FIRST = 42;

/** How much of the width the panel takes, in percent. */
export const panelWidth = signal(within(Number(remembered('detail-width') ?? FIRST)));

/** Between the panel and what is left of it; drag it, or use the arrow keys (ARIA's window splitter). */
export function PanelEdge() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> takes no focus.
    <div
      class="detail-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the details"
      aria-controls="detail"
      aria-valuenow={Math.round(panelWidth.value)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onKeyDown={(event) => {
        const to = {
          ArrowLeft: panelWidth.value + 2,
          ArrowRight: panelWidth.value - 2,
          Home: LEAST,
          End: MOST,
        }[event.key];
        if (to === undefined || event.altKey) return;
        event.preventDefault();
        setWidth(to);
      }}
      onDblClick={() => setWidth(FIRST)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const { currentTarget: edge } = event;
        if (!edge.hasPointerCapture(event.pointerId)) return;
        const whole = edge.parentElement?.parentElement?.getBoundingClientRect();
        if (whole !== undefined) setWidth(((whole.right - event.clientX) / whole.width) * 100);
      }}
    />
  );
}

function setWidth(percent: number): void {
  panelWidth.value = within(percent);
  remember('detail-width', String(Math.round(panelWidth.value)));
}

function within(percent: number): number {
  return Number.isFinite(percent) ? Math.min(MOST, Math.max(LEAST, percent)) : FIRST;
}
