import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { walkJson } from '../json/walk-json.js';
import { decodedPercent, inSource } from './decoded-text.js';
import { withRuled } from './find-by-rule.js';
import { findInBody } from './find-in-body.js';
import { findInUrl, parameters } from './find-in-url.js';
import { applyFindings, type Finding } from './finding.js';
import { createInspection } from './inspection.js';
import { MOST_EFFORT } from './patterns.js';
import { bodyPlace, PATH_PLACE, type Place, queryPlace, TEXT_PLACE } from './places.js';
import { isPseudonym, type KeyedHash } from './pseudonym.js';
import { type HeaderList, type RedactedHeaders, redactHeaders } from './redact-headers.js';
import { noRedactRules, type RedactRules } from './redact-rules.js';
import { createSeenSecrets, type SeenSecrets, type Sighting } from './seen-secrets.js';
import { byteText, type CodedText, utf16Text } from './text-coding.js';

/** Takes secrets out of what is about to be written, and leaves all other bytes as they are. */
export interface Redactor {
  /** Call it before `target` and `body` of the same message: what it meets is found there too. */
  headers(headers: HeaderList, before?: Before): RedactedHeaders;
  /** A request target in any form (RFC 9112 §3.2). */
  target(
    target: string,
    before?: Before,
  ): { readonly target: string; readonly places: readonly Place[] };
  /** A JSON text; invalid JSON is searched as text. */
  json(text: string, before?: Before): { readonly text: string; readonly places: readonly Place[] };
  /** A body after transfer and content decoding, of any type and coding. */
  body(content: Uint8Array, contentType: string | null, before?: Before): RedactedBody;
  /** The pseudonym of a secret. */
  pseudonym(secret: string): string;
  /** Begins a keyed hash of a body that is not stored. */
  digest(): KeyedHash;
}

/**
 * Places where something was redacted before, in what is redacted once more: the pseudonyms that stand
 * there stay as they are.
 */
type Before = ReadonlySet<Place>;

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
  /** What is secret besides what is built in. */
  readonly rules?: RedactRules;
}

/** A redactor remembers the credentials it met in headers (in memory, bounded): one for a recording. */
export function createRedactor({ key, rules = noRedactRules }: RedactorOptions): Redactor {
  const inspection = createInspection(key, rules);
  const { names, pseudonyms, looks } = inspection;
  const seen = createSeenSecrets();
  const seenAnew: SeenSecrets = {
    ...seen,
    remember(secret, pseudonym) {
      if (!isPseudonym(secret)) seen.remember(secret, pseudonym);
    },
  };

  function redactedText(
    text: string,
    contentType: string | null,
    before?: Before,
  ): ReturnType<Redactor['json']> {
    renewEffort();
    const sightings = seen.find(text);
    const hinted = names.mayHoldSecret(text);
    const json = (hinted || sightings.length > 0) && /^\s*[[{"]/u.test(text);
    const root = json ? tryParseJson(text) : null;
    const found = findInBody({ text, root, contentType, hinted }, inspection);
    if (sightings.length === 0) return applyFindings(text, found, before);
    const redacted = applyFindings(text, [...found, ...placed(sightings, root)], before);
    return { text: redacted.text, places: withoutSeen(redacted.places) };
  }

  function renewEffort(): void {
    if (looks !== null) looks.effort.left = MOST_EFFORT;
  }

  /** Names that a place is told by may hold what was seen elsewhere. */
  function withoutSeen(places: readonly Place[]): readonly Place[] {
    return places.map((place) => {
      const sightings = seen.find(place).map((each) => {
        return { ...each, text: each.text.replaceAll('~', '~0'), place };
      });
      return applyFindings(place, sightings).text;
    });
  }

  /** What matches a pattern before the query. */
  function findInPathOf(target: string): Finding[] {
    if (looks === null || looks.patterns.length === 0) return [];
    const query = target.indexOf('?');
    const path = decodedPercent(target, 0, query === -1 ? target.length : query, false);
    return inSource(path, withRuled([], path.text, 'path', inspection), PATH_PLACE);
  }

  return {
    headers(headers, before) {
      renewEffort();
      return redactHeaders(headers, inspection, before === undefined ? seen : seenAnew, before);
    },
    target(target, before) {
      renewEffort();
      const placeOf = (name: string | null) => (name === null ? PATH_PLACE : queryPlace(name));
      const found = findInUrl(target, inspection, placeOf);
      const sightings = seenInTarget(target, seen);
      const all = [...found, ...findInPathOf(target), ...sightings];
      const { text, places } = applyFindings(target, all, before);
      return { target: text, places: sightings.length === 0 ? places : withoutSeen(places) };
    },
    json: (text, before) => redactedText(text, 'application/json', before),
    body(content, contentType, before) {
      const places = new Set<Place>();
      const redacted = (bytes: Uint8Array, reading: CodedText): Uint8Array => {
        const result = redactedText(reading.text, contentType, before);
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
  const sightings = seen.find(target).toSorted((one, other) => one.start - other.start);
  const query = target.indexOf('?');
  if (sightings.length === 0 || query === -1) return sightings.map(inPath);
  const all = parameters(target, query + 1, target.length);
  let parameter = all.next();
  // Both in the order of the text, so that it is gone through once.
  return sightings.map((sighting) => {
    if (sighting.start < query) return inPath(sighting);
    while (!parameter.done && sighting.start >= parameter.value.end) parameter = all.next();
    return { ...sighting, place: queryPlace(parameter.done ? '' : parameter.value.name) };
  });
}

function inPath(sighting: Sighting): Finding {
  return { ...sighting, place: PATH_PLACE };
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
