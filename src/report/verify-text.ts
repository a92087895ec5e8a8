import type { OpenExchange, Verification } from '../recording/verify.js';
import { callText } from './call-text.js';
import { gapText } from './gap-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

const LINE = 100;

/** Says for people whether a recording is whole, and if not, why. */
export function describeVerification(found: Verification): string {
  const { whole, interrupted } = found;
  const gaps = found.gaps.map(({ from, to, reason }) =>
    gapText({ from: Date.parse(from), to: Date.parse(to), reason }),
  );
  return [
    whole ? 'whole: closed cleanly, no gaps, no errors' : 'not whole',
    ...(interrupted ? ['  interrupted: the recorder did not close it, or is still at work'] : []),
    ...gaps.map((gap) => `  ${gap}`),
    ...found.errors.map((error) => `  error: ${printable(error)}`),
    ...openLines(found),
  ].join('\n');
}

/** How many exchanges lack their end, and which: the first few by id, as `show ID` takes it. */
function* openLines({ openExchanges, firstOpen }: Verification): Generator<string> {
  if (openExchanges === 0) return;
  const has = openExchanges === 1 ? 'has' : 'have';
  const colon = firstOpen.length === 0 ? '' : ':';
  yield `  ${plural(openExchanges, 'exchange')} ${has} no end recorded${colon}`;
  const width = Math.max(...firstOpen.map(({ id }) => String(id).length));
  for (const exchange of firstOpen) {
    yield `    ${String(exchange.id).padStart(width)}  ${callText(exchange, LINE)}${kindText(exchange)}`;
  }
  const rest = openExchanges - firstOpen.length;
  if (firstOpen.length > 0 && rest > 0) yield `    and ${rest} more`;
}

/** What is usual: the last poll that was held, and a websocket that nobody closed. */
function kindText({ kind }: OpenExchange): string {
  if (kind === 'bayeux') return ' (Bayeux)';
  return kind === 'websocket' ? ' (websocket)' : '';
}
