import type { CsrfHeaders } from '../../acts/csrf.js';
import type { Headers } from '../../recording/exchange.js';
import { parseSetCookie, type SetCookie } from '../../redact/cookies.js';

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
    for (let at = 0; at < Math.max(one.length, other.length); at++) {
      const [baseline, candidate] = [one[at], other[at]];
      if (baseline === candidate) continue;
      yield {
        name,
        ...(baseline !== undefined && { baseline }),
        ...(candidate !== undefined && { candidate }),
      };
    }
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
