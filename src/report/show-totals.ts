import type { Paint } from './paint.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import type { StoryTotals } from './story.js';

/** How much there was, how much of it belongs together and by which rule, and what is not listed. */
export function* showTotals(totals: StoryTotals, paint: Paint): Generator<string> {
  const { calls, answered, notifications, correlated, copies } = totals;
  yield paint('heading', 'Totals');
  yield `  ${plural(calls, 'call')}${calls === 0 ? '' : `, ${answered} answered by a notification (${share(answered, calls)})`}`;
  if (notifications === 0) {
    yield '  0 notifications';
  } else {
    yield `  ${plural(notifications, 'notification')}, ${correlated} correlated (${share(correlated, notifications)}), ${copies} of them ${copies === 1 ? 'a copy' : 'copies'}; ${notifications - correlated} unsolicited`;
  }
  for (const [rule, count] of totals.rules)
    yield `    ${String(count).padStart(4)}  ${printable(rule)}`;
  yield `  not listed: ${[
    plural(totals.safe, 'safe exchange'),
    `${plural(totals.bayeux, 'Bayeux exchange')} with ${plural(totals.messages, 'message')}`,
    plural(totals.websockets, 'websocket'),
  ].join(', ')}`;
}

function share(part: number, whole: number): string {
  return `${Math.floor((100 * part) / whole)} %`;
}
