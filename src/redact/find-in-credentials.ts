import { basicCredentials, basicToken } from './basic-user.js';
import { decodedPercent, inSource } from './decoded-text.js';
import { findPatterns } from './find-by-rule.js';
import { applyFindings, type Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { type Place, TEXT_PLACE } from './places.js';
import type { SeenSecrets } from './seen-secrets.js';

/** RFC 9110 §11.4: `scheme`, then what must not be seen. Of Basic the user's name stays readable. */
export function findInCredentials(
  value: string,
  place: Place,
  inspection: Inspection,
  seen: SeenSecrets,
): Finding[] {
  const { pseudonyms } = inspection;
  const token = basicToken(value);
  const basic = token === null ? null : basicCredentials(token);
  if (token !== null && basic !== null) {
    const start = value.indexOf(token, value.search(/\S/u) + 'basic'.length);
    const password = pseudonyms.of(basic.password);
    seen.remember(token, pseudonyms.of(token));
    // Where both are the same, user names would vanish from all bodies.
    if (!basic.user.includes(basic.password)) seen.remember(basic.password, password);
    const open = applyFindings(basic.user, findInUser(basic.user, inspection)).text;
    const user = encodeURIComponent(open);
    return [{ start, end: start + token.length, text: `${user}:${password}`, place }];
  }
  // A scheme is a word; what is no word may be the secret itself.
  const scheme = /^\s*(?:[A-Za-z]+(?:-[A-Za-z]+)*|AWS4-HMAC-SHA256|SCRAM-SHA-\d+)[ \t]+(?=\S)/u;
  const start = scheme.exec(value)?.[0].length ?? value.length - value.trimStart().length;
  const secret = value.slice(start).trimEnd();
  if (secret === '') return [];
  const text = pseudonyms.of(secret);
  seen.remember(secret, text);
  const whole = { start, end: start + secret.length, text, place };
  // The user of Basic credentials that were redacted before.
  const colon = token?.indexOf(':') ?? -1;
  if (colon === -1) return [whole];
  const user = decodedPercent(value, start, start + colon, false);
  return [whole, ...inSource(user, findInUser(user.text, inspection), place)];
}

/** Sessions are known by their users' names, so only a pattern makes a secret of them. */
function findInUser(user: string, { looks, pseudonyms }: Inspection): Finding[] {
  return findPatterns(user, looks).map(({ start, end }) => ({
    start,
    end,
    text: pseudonyms.of(user.slice(start, end)),
    place: TEXT_PLACE,
  }));
}

/** A token after the name of a scheme, as NTLM and Negotiate have it (RFC 4559 §4.1); parameters are none. */
const challenge =
  /(?:^|,)[ \t]{0,16}[A-Za-z][\w-]{0,63}[ \t]{1,16}([\w.~+/-]{8,}={0,2})[ \t]{0,16}(?=,|$)/dgu;

/** Finds the tokens of a `WWW-Authenticate` or `Proxy-Authenticate` header, by which a server goes on with a log-in. */
export function findInChallenges(
  value: string,
  place: Place,
  { pseudonyms }: Inspection,
  seen: SeenSecrets,
): Finding[] {
  return [...value.matchAll(challenge)].map(({ indices, 1: token = '' }) => {
    const [start, end] = indices?.[1] ?? [0, value.length];
    const text = pseudonyms.of(token);
    seen.remember(token, text);
    return { start, end, text, place };
  });
}

/** What comes next in the list is a token: `access_token, eyJ…`. */
const announcing = /^(?:bearer|basic|auth|authorization)$/iu;

/**
 * Finds the tokens in `Sec-WebSocket-Protocol` (RFC 6455 §11.3.4): where scripts can set no other header,
 * they pass credentials among the names of protocols.
 */
export function findInProtocols(
  value: string,
  place: Place,
  { names, pseudonyms }: Inspection,
  seen: SeenSecrets,
): Finding[] {
  const found: Finding[] = [];
  let announced = false;
  for (const { index, 0: item } of value.matchAll(/[^\s,]+/gu)) {
    if (announced || isToken(item)) {
      const text = pseudonyms.of(item);
      seen.remember(item, text);
      found.push({ start: index, end: index + item.length, text, place });
    }
    announced = announcing.test(item) || names.field(item);
  }
  return found;
}

/** Names of protocols are words and versions; what is long and mixed, or a UUID, is none. */
function isToken(item: string): boolean {
  const parts = [
    ...(item.match(/[A-Za-z0-9]{16,}/gu) ?? []),
    ...(item.match(/[\w-]{20,}/gu) ?? []),
  ];
  return parts.some((part) => {
    if (!/\d/u.test(part)) return false;
    const isPlain = !/[_-]/u.test(part);
    return (
      isPlain || /^[0-9a-f-]{32,}$/iu.test(part) || (/[a-z]/u.test(part) && /[A-Z]/u.test(part))
    );
  });
}
