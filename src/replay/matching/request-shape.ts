import { type JsonNode, stringMember } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';

/** A request body as a value. */
export type ShapeBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly node: JsonNode }
  | { readonly kind: 'form'; readonly pairs: Pairs }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Decoded names and values, in order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** What of a request takes part in matching; nothing else does. */
export interface RequestShape {
  readonly method: string;
  /** Decoded segments: `/a%20b` and `/a b` are one path, `/a%2Fb` and `/a/b` are two. */
  readonly segments: readonly string[];
  readonly query: Pairs;
  /** What the body's `operationName`, or whatever the rules say, names. */
  readonly operation: string | null;
  readonly body: ShapeBody;
  /** The body before rules took out what they ignore; absent if they took nothing out. */
  readonly whole?: ShapeBody;
  /** Headers that rules compare, names in lower case; absent if they compare none. */
  readonly headers?: Pairs;
  /** Whether it carries Authorization or a session cookie; whose does not matter. */
  readonly credentials: boolean;
  /** Whether it carries a CSRF token; which does not matter. */
  readonly csrfToken: boolean;
}

/** What `requestShape` reads. */
export interface ShapeSource {
  readonly method: string;
  /** Request target with its query; the absolute form is taken too (RFC 9112 §3.2.2). */
  readonly target: string;
  readonly contentType: string | null;
  readonly body: Uint8Array | null;
  readonly credentials: boolean;
  readonly csrfToken: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function requestShape(source: ShapeSource): RequestShape {
  const target = source.target.replace(/^https?:\/\/[^/?]*/iu, '');
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const body = shapeBody(source.body, source.contentType);
  return {
    method: source.method,
    segments: path.split('/').slice(1).map(decoded),
    query: question < 0 ? [] : [...new URLSearchParams(target.slice(question + 1))],
    operation: body.kind === 'json' ? stringMember(body.node, 'operationName') : null,
    body,
    credentials: source.credentials,
    csrfToken: source.csrfToken,
  };
}

/** The body with all that it has, ignored or not. */
export function wholeBody({ whole, body }: RequestShape): ShapeBody {
  return whole ?? body;
}

/** Requests with different keys never match; made for look-up. */
export function shapeKey(shape: RequestShape): string {
  return JSON.stringify([shape.method, ...shape.segments.map(withoutParameters)]);
}

/** A path segment without its parameters (`;jsessionid=…`, RFC 3986 §3.3), in which secrets travel too. */
export function withoutParameters(segment: string): string {
  return segment.replace(/;.*$/su, '');
}

function shapeBody(bytes: Uint8Array | null, contentType: string | null): ShapeBody {
  if (bytes === null || bytes.length === 0) return { kind: 'none' };
  const text = asText(bytes);
  if (text === null) return { kind: 'bytes', bytes };
  if (/^application\/x-www-form-urlencoded\b/iu.test(contentType ?? '')) {
    return { kind: 'form', pairs: [...new URLSearchParams(text)] };
  }
  const node = tryParseJson(text);
  return node === null ? { kind: 'bytes', bytes } : { kind: 'json', node };
}

function asText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
