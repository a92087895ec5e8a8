import type { Verification } from '../recording/verify.js';
import { gapText } from './gap-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

/** Says for people whether a recording is whole, and if not, why. */
export function describeVerification(found: Verification): string {
  const { whole, interrupted, openExchanges } = found;
  const gaps = found.gaps.map(({ from, to, reason }) =>
    gapText({ from: Date.parse(from), to: Date.parse(to), reason }),
  );
  return [
    whole ? 'whole: closed cleanly, no gaps, no errors' : 'not whole',
    ...(interrupted ? ['  interrupted: the recorder did not close it, or is still at work'] : []),
    ...gaps.map((gap) => `  ${gap}`),
    ...found.errors.map((error) => `  error: ${printable(error)}`),
    ...(openExchanges === 0
      ? []
      : [`  ${plural(openExchanges, 'exchange')} had no answer when the recording ended`]),
  ].join('\n');
}
