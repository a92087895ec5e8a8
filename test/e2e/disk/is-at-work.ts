import { openRecording } from '../../../src/recording/open-recording.js';
import type { DesktopsAtWork } from './desktops-at-work.js';

/** Whether the answer that a desktop had last is recorded by now. */
export function isAtWork(file: string, { sightings }: DesktopsAtWork): boolean {
  using recording = openRecording(file);
  const id = sightings.answers.at(-1)?.id;
  return [...recording.exchanges()].some(({ requestHeaders, outcome }) => {
    return outcome === 'complete' && requestHeaders.some(([, value]) => value === id);
  });
}
