import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { walkJson } from '../json/walk-json.js';
import { findInBody } from './find-in-body.js';
import { findInUrl, parameters } from './find-in-url.js';
import { applyFindings, type Finding } from './finding.js';
import { bodyPlace, PATH_PLACE, type Place, queryPlace, TEXT_PLACE } from './places.js';
import { createPseudonyms, type KeyedHash } from './pseudonym.js';
import { type HeaderList, type RedactedHeaders, redactHeaders } from './redact-headers.js';
import { createSecretNames, type SensitiveNames } from './secret-names.js';
import { createSeenSecrets, type SeenSecrets, type Sighting } from './seen-secrets.js';
import { byteText, type CodedText, utf16Text } from './text-coding.js';

/** Takes secrets out of what is about to be written, and leaves all other bytes as they are. */
export interface Redactor {
  /** Call it before `target` and `body` of the same message: what it meets is found there too. */
  headers(headers: HeaderList): RedactedHeaders;
  /** A request target in any form (RFC 9112 §3.2). */
  target(target: string): { readonly target: string; readonly places: readonly Place[] };
  /** A JSON text; invalid JSON is searched as text. */
  json(text: string): { readonly text: string; readonly places: readonly Place[] };
  /** A body after transfer and content decoding, of any type and coding. */
  body(content: Uint8Array, contentType: string | null): RedactedBody;
  /** The pseudonym of a secret. */
  pseudonym(secret: string): string;
  /** Begins a keyed hash of a body that is not stored. */
  digest(): KeyedHash;
}

/** A body without secrets. */
interface RedactedBody {
  /** The very array that was handed in, if there was nothing to redact. */
  readonly content: Uint8Array;
  readonly places: readonly Place[];
  /** The redacted content as text if it is valid UTF-8, else null. */
  readonly text: string | null;
}

interface RedactorOptions {
  /** Key of the pseudonyms, 16 bytes or more. */
  readonly key: Uint8Array;
  readonly sensitive?: SensitiveNames;
}

/** A redactor remembers the credentials it met in headers (in memory, bounded): one for a recording. */
export function createRedactor({ key, sensitive }: RedactorOptions): Redactor {
  const pseudonyms = createPseudonyms(key);
  const names = createSecretNames(sensitive);
  const inspection = { names, pseudonyms };
  const seen = createSeenSecrets();

  function redactedText(text: string, contentType: string | null): ReturnType<Redactor['json']> {
    const sightings = seen.find(text);
    const json = /^\s*[[{"]/u.test(text) && (sightings.length > 0 || names.mayHoldSecret(text));
    const root = json ? tryParseJson(text) : null;
    const found = findInBody(text, root, contentType, inspection);
    return applyFindings(text, [...found, ...placed(sightings, root)]);
  }

  return {
    headers: (headers) => redactHeaders(headers, inspection, seen),
    target(target) {
      const placeOf = (name: string | null) => (name === null ? PATH_PLACE : queryPlace(name));
      const found = findInUrl(target, inspection, placeOf);
      const { text, places } = applyFindings(target, [...found, ...seenInTarget(target, seen)]);
      return { target: text, places };
    },
    json: (text) => redactedText(text, 'application/json'),
    body(content, contentType) {
      const places = new Set<Place>();
      const redacted = (bytes: Uint8Array, reading: CodedText): Uint8Array => {
        const result = redactedText(reading.text, contentType);
        for (const place of result.places) places.add(place);
        return result.places.length === 0 ? bytes : reading.encode(result.text);
      };
      const utf16 = utf16Text(content, contentType);
      const first = utf16 === null ? content : redacted(content, utf16);
      const reading = byteText(first);
      const second = redacted(first, reading);
      const text = second === first ? reading.text : byteText(second).text;
      return { content: second, places: [...places], text: reading.utf8 ? text : null };
    },
    pseudonym: (secret) => pseudonyms.of(secret),
    digest: () => pseudonyms.digest(),
  };
}

function seenInTarget(target: string, seen: SeenSecrets): Finding[] {
  return seen.find(target).map((sighting) => {
    const query = target.indexOf('?');
    const inPath = query === -1 || sighting.start < query;
    const parameter = inPath
      ? undefined
      : [...parameters(target, query + 1, target.length)].find((each) => sighting.start < each.end);
    return { ...sighting, place: inPath ? PATH_PLACE : queryPlace(parameter?.name ?? '') };
  });
}

/** Names the JSON value that each sighting lies in; one in the name of a member has no such name. */
function placed(sightings: readonly Sighting[], root: JsonNode | null): Finding[] {
  const places = new Map<Sighting, Place>();
  let next = 0;
  if (root !== null && sightings.length > 0) {
    walkJson(root, (node, pointer) => {
      if (node.kind !== 'string' && node.kind !== 'number') return;
      for (let each = sightings[next]; each && each.start < node.end; each = sightings[++next]) {
        if (each.start >= node.start) places.set(each, bodyPlace(pointer));
      }
    });
  }
  return sightings.map((each) => ({ ...each, place: places.get(each) ?? TEXT_PLACE }));
}
