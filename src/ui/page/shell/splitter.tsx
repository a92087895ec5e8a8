import {
  LEAST_HEIGHT,
  MOST_HEIGHT,
  setTimelineHeight,
  timelineHeight,
  USUAL_HEIGHT,
} from '../state/timeline-height.js';
import './splitter.css';

interface Props {
  readonly label: string;
}

const STEP = 3;

/** Between timeline and what is below it; drag it, or use the arrow keys. */
export function Splitter({ label }: Props) {
  const share = Math.round(timelineHeight.value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't be moved.
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-controls="timeline"
      aria-valuenow={share}
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={MOST_HEIGHT}
      aria-valuetext={`${share} per cent`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onPointerMove={(event) => {
        const { currentTarget, clientY, pointerId } = event;
        const stage = currentTarget.parentElement;
        if (stage === null || !currentTarget.hasPointerCapture(pointerId)) return;
        const { top, height } = stage.getBoundingClientRect();
        setTimelineHeight(((clientY - top) / Math.max(1, height)) * 100);
      }}
      onDblClick={() => setTimelineHeight(USUAL_HEIGHT)}
      onKeyDown={(event) => {
        const to = heightFor(event.key, timelineHeight.value);
        if (to === null) return;
        event.preventDefault();
        setTimelineHeight(to);
      }}
    />
  );
}

function heightFor(key: string, now: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return now - STEP;
    case 'ArrowDown':
      return now + STEP;
    case 'PageUp':
      return now - 5 * STEP;
    case 'PageDown':
      return now + 5 * STEP;
    case 'Home':
      return LEAST_HEIGHT;
    case 'End':
      return MOST_HEIGHT;
    default:
      return null;
  }
}
