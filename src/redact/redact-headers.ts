import { basicCredentials, basicToken } from './basic-user.js';
import { cookieSpans } from './cookies.js';
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

const urlHeaders = new Set(['location', 'content-location', 'referer', 'origin', 'destination']);

/**
 * Takes the secrets out of headers; names, order, repeats and all else stay. Secrets are remembered
 * first, so that one header's secret is found in another, wherever it stands.
 */
export function redactHeaders(
  headers: HeaderList,
  inspection: Inspection,
  seen: SeenSecrets,
): RedactedHeaders {
  for (const [name, value] of headers) {
    if (name.toLowerCase() === 'x-csrf-header') inspection.names.announce(value);
  }
  const found = headers.map(([name, value]) => findByName(name, value, inspection, seen));
  const places: Place[] = [];
  const redacted = headers.map(([name, value], index) => {
    const findings = found[index] ?? findElsewhere(name, value, inspection, seen);
    const result = applyFindings(value, findings);
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
  if (!inspection.names.header(name)) return null;
  return findInCredentials(value, headerPlace(name), inspection, seen);
}

/** RFC 9110 §11.4: `scheme`, then what must not be seen. Of Basic the user's name stays readable. */
function findInCredentials(
  value: string,
  place: Place,
  { pseudonyms }: Inspection,
  seen: SeenSecrets,
): Finding[] {
  const token = basicToken(value);
  const basic = token === null ? null : basicCredentials(token);
  if (token !== null && basic !== null) {
    const start = value.indexOf(token, value.search(/\S/u) + 'basic'.length);
    const password = pseudonyms.of(basic.password);
    seen.remember(token, pseudonyms.of(token));
    // Where both are the same, user names would vanish from all bodies.
    if (!basic.user.includes(basic.password)) seen.remember(basic.password, password);
    const text = `${encodeURIComponent(basic.user)}:${password}`;
    return [{ start, end: start + token.length, text, place }];
  }
  // A scheme is a word; what is no word may be the secret itself.
  const scheme = /^\s*(?:[A-Za-z]+(?:-[A-Za-z]+)*|AWS4-HMAC-SHA256|SCRAM-SHA-\d+)[ \t]+(?=\S)/u;
  const start = scheme.exec(value)?.[0].length ?? value.length - value.trimStart().length;
  const secret = value.slice(start).trimEnd();
  if (secret === '') return [];
  const text = pseudonyms.of(secret);
  seen.remember(secret, text);
  return [{ start, end: start + secret.length, text, place }];
}

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
  const inUrl = urlHeaders.has(name.toLowerCase())
    ? findInUrl(value, inspection, () => place)
    : findInValue(value, inspection, 0);
  return [...inUrl, ...seen.find(value)].map((each) => ({ ...each, place }));
}
