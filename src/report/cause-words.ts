import type { Cause } from '../correlate/cause.js';

/** What a notification follows in a replay, for people; that it awaits the call below which it stands goes without saying. */
export function causeWords({ act, awaits, overridden, dropped, delay }: Cause): string {
  if (dropped) return 'dropped by the script';
  return [
    act === null ? 'at the start' : `after ${act.kind} ${act.id}`,
    ...(overridden && awaits !== null ? [`awaits call ${awaits}`] : []),
    ...(delay === null ? [] : [`${delay} ms later`]),
    ...(overridden ? ['by the script'] : []),
  ].join(', ');
}
