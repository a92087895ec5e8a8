import { hintSearch } from './hint-search.js';

/** Names that an API uses for secrets, besides the usual ones. Case, `-` and `_` don't matter. */
export interface SensitiveNames {
  readonly headers?: readonly string[];
  /** Members of JSON objects, query parameters, form fields, XML elements. */
  readonly fields?: readonly string[];
  /** Members and form fields of which only their own text is secret, or the texts of a list, but no object. */
  readonly texts?: readonly string[];
  /** Members that are looked for where JSON is not sound; where it is, paths lead to them. */
  readonly members?: readonly string[];
  /** Source of an expression that fits every text worth a search; by default it is made of the names. */
  readonly hint?: string;
}

/** Knows by its name whether something holds a secret. */
export interface SecretNames {
  field(name: string): boolean;
  /** Whether only a text of that name is secret, and no object. */
  text(name: string): boolean;
  /** Whether it is a secret member of JSON that is not sound. */
  member(name: string): boolean;
  header(name: string): boolean;
  /** A server announced the name of a header that carries its CSRF token (`X-CSRF-HEADER`). */
  announce(name: string): void;
  /** Cheap: false if neither the name of a secret field nor a token known by its shape can stand in the text. */
  mayHoldSecret(text: string): boolean;
}

/**
 * A field whose name ends like this, digits aside: `newPassword`, `access_token`, `password2`.
 * `tokenCount`, `passwordPolicy` and `secretary` end otherwise.
 */
const fieldEnding =
  /(?:password|passwd|passphrase|passcode|pwd|secret|token|apikey|privatekey|secretkey|signingkey|secretaccesskey|credentials?|authorization|jsessionid|bayeuxbrowser|workspacesessionid)(?:confirm|confirmation|repeat|again|value|hash)?\d*$/u;

/** Too short or too common to be an ending. */
const wholeFields = [
  'pass',
  'pw',
  'jwt',
  'passwords',
  'secrets',
  'tokens',
  'csrf',
  'xsrf',
  'cookie',
  'cookies',
];
wholeFields.push('setcookie', 'assertion', 'clientassertion', 'codeverifier', 'samlresponse');

const wholeHeaders = ['cookie2', 'setcookie2', 'sessionid', 'xsessionid'];
wholeHeaders.push('authenticationinfo', 'proxyauthenticationinfo');

/**
 * What the names above have in common, in a raw text. A letter may be hidden by an escape
 * (`pass\u0077ord`); `eyJ` begins a JWT (RFC 7519); `://…@` holds userinfo (RFC 3986 §3.2.1).
 */
const nameHints = [
  String.raw`pass|pwd|\bpw\b|jwt|secret|token|credential|authoriz|[cx]srf|cookie|assertion|saml`,
  '(?:api|private|signing)[-_. ]?key|jsession|bayeux.?browser|workspace.?session|code.?verifier',
];
const shapeHints = String.raw`\\u00[2-7]|eyJ|\b(?:basic|bearer)\s|:\\?/\\?/[^\s"'<>/@]{1,256}@`;

/** Source of the expression that fits every hint; its alternatives begin as `hintSearch` knows. */
export const hintSource = [...nameHints, shapeHints].join('|');
const builtInHint = hintSearch(hintSource);

/** A hostile server could announce a header that the recording can't do without. */
const neverAnnounced =
  /^(?:content|accept|host|connection|transfer|date|location|upgrade|user-agent|if-|cache|set-cookie|cookie|origin|vary|expect|te$|trailer)/u;

const MOST_ANNOUNCED = 64;
const MOST_CACHED = 10_000;

export function createSecretNames(extra: SensitiveNames = {}): SecretNames {
  const fields = new Set([...wholeFields, ...(extra.fields ?? []).map(plain)]);
  const headers = new Set([...wholeHeaders, ...(extra.headers ?? []).map(plain)]);
  const texts = new Set((extra.texts ?? []).map(plain));
  const members = new Set((extra.members ?? []).map(plain));
  const announced = new Set<string>();
  const cached = new Map<string, boolean>();
  const cachedHeaders = new Map<string, boolean>();
  const further = [...(extra.fields ?? []), ...(extra.members ?? [])].map(anySpelling);
  const words = extra.hint === undefined ? further : [extra.hint];
  // Without `u`: V8 is many times as fast.
  const ownHint = words.length === 0 ? null : new RegExp(words.join('|'), 'i');

  function field(name: string): boolean {
    const before = cached.get(name);
    if (before !== undefined) return before;
    const key = plain(name);
    const secret = fields.has(key) || fieldEnding.test(key);
    if (name.length <= 128) {
      if (cached.size >= MOST_CACHED) cached.clear();
      cached.set(name, secret);
    }
    return secret;
  }

  return {
    field,
    text: (name) => texts.size > 0 && texts.has(plain(name)),
    member: (name) => members.size > 0 && members.has(plain(name)),
    header(name) {
      const before = cachedHeaders.get(name);
      if (before !== undefined) return before;
      const lower = name.toLowerCase();
      const secret =
        !lower.startsWith('access-control-') &&
        (announced.has(lower) || headers.has(plain(lower)) || field(lower));
      if (cachedHeaders.size >= MOST_CACHED) cachedHeaders.clear();
      if (name.length <= 128) cachedHeaders.set(name, secret);
      return secret;
    },
    announce(name) {
      const lower = name.trim().toLowerCase();
      if (!/^[\w!#$%&'*+.^`|~-]{1,64}$/u.test(lower) || neverAnnounced.test(lower)) return;
      if (announced.size >= MOST_ANNOUNCED || announced.has(lower)) return;
      announced.add(lower);
      cachedHeaders.clear();
    },
    mayHoldSecret: (text) => builtInHint(text) || (ownHint?.test(text) ?? false),
  };
}

/** The letters and digits of a name, so that `api_key`, `API-Key` and `user[apiKey]` end alike. */
function plain(name: string): string {
  // Of a very long name only the end matters.
  return name
    .slice(-256)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function anySpelling(name: string): string {
  const letters = [...plain(name)];
  const spelling = letters.join('[\\W_]?');
  // JSON may have any other letter as an escape.
  return letters.every((letter) => letter <= '~') ? spelling : String.raw`${spelling}|\\u`;
}
