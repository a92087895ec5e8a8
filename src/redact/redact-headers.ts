import { cookieSpans } from './cookies.js';
import { withRuled } from './find-by-rule.js';
import { findInChallenges, findInCredentials, findInProtocols } from './find-in-credentials.js';
import { findInUrl } from './find-in-url.js';
import { findInValue } from './find-in-value.js';
import { applyFindings, type Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { cookiePlace, headerPlace, type Place } from './places.js';
import type { SeenSecrets } from './seen-secrets.js';

/** Headers or trailers in wire order, repeats included. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Headers without secrets, and where some were. */
export interface RedactedHeaders {
  readonly headers: HeaderList;
  readonly places: readonly Place[];
}

/** Headers that say how a message is to be read; no pattern applies to them. */
const structural =
  /^(?:content-(?:length|type|encoding|range)|transfer-encoding|connection|upgrade|te|trailer|host|date|expect|age|sec-websocket-(?:version|accept|extensions))$/u;

const urlHeaders = new Set(['location', 'content-location', 'referer', 'origin', 'destination']);

/**
 * Takes the secrets out of headers; names, order, repeats and all else stay. Secrets are remembered
 * first, so that one header's secret is found in another, wherever it stands.
 */
export function redactHeaders(
  headers: HeaderList,
  inspection: Inspection,
  seen: SeenSecrets,
  before?: ReadonlySet<Place>,
): RedactedHeaders {
  for (const [name, value] of headers) {
    if (name.toLowerCase() === 'x-csrf-header') inspection.names.announce(value);
  }
  const found = headers.map(([name, value]) => findByName(name, value, inspection, seen));
  const places: Place[] = [];
  const redacted = headers.map(([name, value], index) => {
    const findings = found[index] ?? findElsewhere(name, value, inspection, seen);
    const result = applyFindings(value, findings, before);
    places.push(...result.places);
    return [name, result.text] as const;
  });
  return { headers: redacted, places: [...new Set(places)] };
}

/** Null if the header's name tells of no secret. */
function findByName(
  name: string,
  value: string,
  inspection: Inspection,
  seen: SeenSecrets,
): Finding[] | null {
  const lower = name.toLowerCase();
  if (lower === 'cookie') return findInCookies(value, inspection, seen);
  if (lower === 'set-cookie') return findInSetCookie(value, inspection, seen);
  if (!inspection.names.header(name)) return findInHandshake(lower, value, inspection, seen);
  return findInCredentials(value, headerPlace(name), inspection, seen);
}

/** Tokens in headers that are open otherwise; null if there are none. */
function findInHandshake(
  name: string,
  value: string,
  inspection: Inspection,
  seen: SeenSecrets,
): Finding[] | null {
  const find = handshakes.get(name);
  if (find === undefined) return null;
  const found = find(value, headerPlace(name), inspection, seen);
  if (found.length === 0) return null;
  return [...found, ...findElsewhere(name, value, inspection, seen)];
}

const handshakes = new Map([
  ['www-authenticate', findInChallenges],
  ['proxy-authenticate', findInChallenges],
  ['sec-websocket-protocol', findInProtocols],
]);

function findInCookies(value: string, { pseudonyms }: Inspection, seen: SeenSecrets): Finding[] {
  return cookieSpans(value).map(({ name, start, end }) => {
    const secret = value.slice(start, end);
    const text = pseudonyms.of(secret);
    if (isSessionCookie(name)) seen.remember(secret, text);
    return { start, end, text, place: cookiePlace('cookie', name) };
  });
}

/** Attributes that hold no secret (RFC 6265bis §4.1.2, and the older ones). */
const attributes =
  /^(?:expires|max-age|domain|path|secure|httponly|samesite|partitioned|priority|version|comment)$/iu;

function findInSetCookie(value: string, { pseudonyms }: Inspection, seen: SeenSecrets): Finding[] {
  const [cookie, ...rest] = cookieSpans(value);
  if (cookie === undefined) return [];
  const place = cookiePlace('set-cookie', cookie.name);
  const of = (start: number, end: number): Finding => {
    return { start, end, text: pseudonyms.of(value.slice(start, end)), place };
  };
  const first = of(cookie.start, cookie.end);
  if (isSessionCookie(cookie.name))
    seen.remember(value.slice(cookie.start, cookie.end), first.text);
  const others = rest.flatMap(({ name, start, end }) => {
    const attribute = value.slice(start, end);
    if (!attributes.test(name === '' ? attribute : name)) return [of(start, end)];
    // Old servers join several cookies into one header: `Path=/, other=value`.
    const joined = /,\s*[^\s=,;]+=(?=.)/u.exec(attribute);
    return joined === null ? [] : [of(start + joined.index + joined[0].length, end)];
  });
  return [first, ...others];
}

/** Values of other cookies (a language, the last contact) are not looked for elsewhere. */
function isSessionCookie(name: string): boolean {
  return /sess|sid$|auth|token|browser|login|sso|jwt|[cx]srf/iu.test(name);
}

function findElsewhere(
  name: string,
  value: string,
  inspection: Inspection,
  seen: SeenSecrets,
): Finding[] {
  const place = headerPlace(name);
  const lower = name.toLowerCase();
  // Without them nobody could read what was recorded.
  const isOpen = inspection.looks !== null && structural.test(lower);
  const open = isOpen ? { ...inspection, looks: null } : inspection;
  const inUrl = urlHeaders.has(lower)
    ? withRuled(
        findInUrl(value, inspection, () => place),
        value,
        'uri',
        open,
      )
    : findInValue(value, open, 0, null);
  return [...inUrl, ...seen.find(value)].map((each) => ({ ...each, place }));
}
