import type { CsrfHeaders } from '../../acts/csrf.js';
import type { Headers } from '../../recording/exchange.js';
import { parseSetCookie, type SetCookie } from '../../redact/cookies.js';
import { commonSubsequence, type Pair } from '../align/common-subsequence.js';

/** A header that differs; values, absent where it is not there. */
export interface HeaderDifference {
  /** In lower case. */
  readonly name: string;
  readonly baseline?: string;
  readonly candidate?: string;
}

/**
 * Headers by name, whatever their order: those of one name in theirs. Values of cookies and CSRF tokens are another's in
 * each session; the names and attributes of cookies count.
 */
export function* compareHeaders(
  left: Headers,
  right: Headers,
  csrf: { readonly baseline: CsrfHeaders; readonly candidate: CsrfHeaders },
): Generator<HeaderDifference> {
  const ours = byName(left, csrf.baseline);
  const theirs = byName(right, csrf.candidate);
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(key) ?? [], theirs.get(key) ?? []];
    const [name = ''] = key.split(' ');
    for (const [baseline, candidate] of changed(one, other)) {
      yield {
        name,
        ...(baseline !== undefined && { baseline }),
        ...(candidate !== undefined && { candidate }),
      };
    }
  }
}

/** What differs between two lists of values: one that only one of them has shifts no other. */
function* changed(
  left: readonly string[],
  right: readonly string[],
): Generator<readonly [string | undefined, string | undefined]> {
  let [from, start] = [0, 0];
  for (const [to, end] of [
    ...commonSubsequence(left, right),
    [left.length, right.length] as Pair,
  ]) {
    while (from < to || start < end) {
      yield [from < to ? left[from++] : undefined, start < end ? right[start++] : undefined];
    }
    [from, start] = [to + 1, end + 1];
  }
}

function byName(headers: Headers, csrf: CsrfHeaders): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const cookie = lower === 'set-cookie' ? parseSetCookie(value) : null;
    // Each cookie is set by itself, in whatever order.
    const key = cookie === null ? lower : `${lower} ${cookie.name}`;
    const told = cookie !== null ? cookieText(cookie) : csrf.has(lower) ? '*' : value;
    const known = values.get(key);
    if (known) known.push(told);
    else values.set(key, [told]);
  }
  return values;
}

/** `JSESSIONID=*; Path=/; HttpOnly`; `=` alone for one that is taken away. */
function cookieText({ name, value, attributes }: SetCookie): string {
  const told = attributes.map(([key, each]) => (each === null ? key : `${key}=${each}`));
  return [`${name}=${value === '' ? '' : '*'}`, ...told].join('; ');
}
