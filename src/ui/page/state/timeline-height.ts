import { effect, signal } from '@preact/signals';
import { remember, remembered } from '../shell/remembered.js';

export const LEAST_HEIGHT = 15;
export const MOST_HEIGHT = 85;
export const USUAL_HEIGHT = 42;

/** How much of the stage the timeline takes, in per cent. */
export const timelineHeight = signal(USUAL_HEIGHT);
setTimelineHeight(Number.parseFloat(remembered('timeline-height') ?? ''));

effect(() => {
  const { value } = timelineHeight;
  remember('timeline-height', value === USUAL_HEIGHT ? null : value.toFixed(1));
});

export function setTimelineHeight(share: number): void {
  if (!Number.isFinite(share)) return;
  timelineHeight.value = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, share));
}
