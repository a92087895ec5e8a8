import { signal } from '@preact/signals';

/** How much of the stage the timeline takes, in per cent. */
export const timelineHeight = signal(45);

export const LEAST_HEIGHT = 15;
export const MOST_HEIGHT = 85;

export function setTimelineHeight(share: number): void {
  if (!Number.isFinite(share)) return;
  timelineHeight.value = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, share));
}
