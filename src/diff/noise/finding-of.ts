import type { Difference } from '../difference.js';
import type { Finding } from '../finding.js';

/** A difference as rules of noise look at it: `jsonValue`, back again. How often a notification came is not known any more. */
export function findingOf(difference: Difference): Finding {
  const { kind, subject, path, place } = difference;
  const baseline = textOf(difference, 'baseline');
  const candidate = textOf(difference, 'candidate');
  return {
    kind,
    subject,
    path,
    place,
    ...(baseline !== undefined && { baseline }),
    ...(candidate !== undefined && { candidate }),
    // Two lists are told as a whole only where their items are the same.
    reordered: isList(baseline) && isList(candidate),
    times: { baseline: Number(baseline !== undefined), candidate: Number(candidate !== undefined) },
  };
}

function textOf(difference: Difference, side: 'baseline' | 'candidate'): string | undefined {
  if (!(side in difference)) return undefined;
  const value = difference[side];
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 1) {
    const { json } = value as { readonly json?: unknown };
    if (typeof json === 'string') return json;
  }
  return JSON.stringify(value);
}

function isList(text: string | undefined): boolean {
  return text?.startsWith('[') ?? false;
}
