import type { Cause } from '../correlate/cause.js';

/** What a notification follows in a replay, for people. */
export function causeWords({
  class: kind,
  act,
  awaits,
  overridden,
  dropped,
  delay,
}: Cause): string {
  if (dropped) return 'dropped by the script';
  return [
    act === null ? 'comes at the start' : `follows ${act.kind} ${act.id}`,
    ...(kind === 'consequence' && awaits !== null ? [`awaits call ${awaits}`] : []),
    ...(delay === null ? [] : [`after ${delay} ms`]),
    ...(overridden ? ['by the script'] : []),
  ].join(', ');
}
