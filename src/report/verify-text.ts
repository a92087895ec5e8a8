import type { Gap } from '../recording/exchange.js';
import { gapLines } from './gap-lines.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

/** What `verify` found. */
interface Verification {
  readonly whole: boolean;
  readonly interrupted: boolean;
  readonly openExchanges: number;
  readonly gaps: readonly Gap[];
  readonly errors: readonly string[];
}

/** Says for people whether a recording is whole, and if not, why. */
export function describeVerification(found: Verification): string {
  const open = found.openExchanges;
  const lines = [
    found.whole ? 'whole: closed cleanly, no gaps, no errors' : 'not whole',
    ...(found.interrupted ? ['  interrupted: the recorder did not close it'] : []),
    ...gapLines(found.gaps).map((gap) => `  ${gap}`),
    ...found.errors.map((error) => `  error: ${printable(error)}`),
    ...(open === 0 ? [] : [`  ${plural(open, 'exchange')} had no answer when the recording ended`]),
  ];
  return lines.join('\n');
}
