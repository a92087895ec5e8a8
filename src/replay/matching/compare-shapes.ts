import { equalJson, findDifferences } from '../../json/compare-json.js';
import type { JsonNode } from '../../json/node.js';
import {
  bodyPlace,
  formPlace,
  headerPlace,
  PATH_PLACE,
  type Place,
  queryPlace,
  TEXT_PLACE,
} from '../../redact/places.js';
import { jsonValue, LONGEST_TOLD } from './json-value.js';
import { isRedactedSegment } from './redacted-path.js';
import {
  type Pairs,
  type RequestShape,
  type ShapeBody,
  withoutParameters,
} from './request-shape.js';

/** A recorded request as it is matched. */
export interface RecordedShape extends RequestShape {
  /** Places where redaction replaced a value (`redact/places.ts`): any value matches there. */
  readonly redacted: ReadonlySet<string>;
  /** The server refused it for want of a CSRF token. */
  readonly csrfRefusal: boolean;
}

/**
 * One way in which a request differs from a recorded one. `path` is `method`, `path`, `credentials`, `csrf-token`,
 * `operation`, `header/<name>`, `query/<name>`, `form/<name>`, or `body` with a JSON Pointer; a side that has nothing there is absent.
 */
export interface ShapeDifference {
  readonly path: string;
  readonly asked?: unknown;
  readonly recorded?: unknown;
}

/** Members of a body by which a client names a reference of its own: the values never take part. */
export const clientReferenceMembers = ['referenceId', 'operationId'] as const;

const clientReferencePointers: ReadonlySet<string> = new Set(
  clientReferenceMembers.map((name) => `/${name}`),
);

/** Differences of two bodies that are told: nobody reads more, and a hostile body has millions. */
const MOST = 100;

/** The ways in which they differ, of bodies the first hundred; none means that the recorded answer fits. */
export function compareShapes(
  asked: RequestShape,
  recorded: RecordedShape,
): readonly ShapeDifference[] {
  const found: ShapeDifference[] = [];
  compareValues('method', asked.method, recorded.method, found);
  if (!samePath(asked, recorded)) {
    found.push({ path: 'path', asked: pathOf(asked), recorded: pathOf(recorded) });
  }
  compareValues('credentials', asked.credentials, recorded.credentials, found);
  if (recorded.csrfRefusal) compareValues('csrf-token', asked.csrfToken, false, found);
  comparePairs(queryPlace, asked.query, recorded.query, recorded.redacted, found);
  comparePairs(headerPlace, asked.headers ?? [], recorded.headers ?? [], recorded.redacted, found);
  compareBodies(asked.body, recorded.body, recorded.redacted, found);
  if (found.length === 0 && !sameOperation(asked, recorded)) {
    compareValues('operation', asked.operation, recorded.operation, found);
  }
  return found;
}

/** Where rules ignore what names the operation, it takes part all the same. */
function sameOperation(asked: RequestShape, recorded: RecordedShape): boolean {
  if (asked.operation === recorded.operation) return true;
  return recorded.operation === null
    ? [...recorded.redacted].some((place) => place.startsWith('body') || place === TEXT_PLACE)
    : isRedactedSegment(recorded.operation);
}

function samePath(asked: RequestShape, recorded: RecordedShape): boolean {
  if (asked.segments.length !== recorded.segments.length) return false;
  const redacted = recorded.redacted.has(PATH_PLACE);
  return asked.segments.every((each, at) => {
    const other = recorded.segments[at] ?? '';
    if (each === other) return true;
    if (!redacted) return false;
    return isRedactedSegment(other) || withoutParameters(each) === withoutParameters(other);
  });
}

/** Whether the recorded answer fits: `compareShapes` finds nothing. */
export function matchesShape(asked: RequestShape, recorded: RecordedShape): boolean {
  return compareShapes(asked, recorded).length === 0;
}

/** The path as values: decoded, so that it may not be a valid request target any more. */
function pathOf(shape: RequestShape): string {
  return `/${shape.segments.join('/')}`;
}

function compareValues(
  path: string,
  asked: unknown,
  recorded: unknown,
  found: ShapeDifference[],
): void {
  if (asked !== recorded) found.push({ path, asked, recorded });
}

function comparePairs(
  placeOf: (name: string) => Place,
  asked: Pairs,
  recorded: Pairs,
  redacted: ReadonlySet<string>,
  found: ShapeDifference[],
): void {
  const ours = valuesByName(asked);
  const theirs = valuesByName(recorded);
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const left = ours.get(name) ?? [];
    const right = theirs.get(name) ?? [];
    const path = placeOf(name);
    const anyValue = redacted.has(path);
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
      const [one, other] = [left[index], right[index]];
      if (one === other || (anyValue && one !== undefined && other !== undefined)) continue;
      found.push({
        path,
        ...(one === undefined ? {} : { asked: one }),
        ...(other === undefined ? {} : { recorded: other }),
      });
    }
  }
}

function valuesByName(pairs: Pairs): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const sameName = values.get(name);
    if (sameName) sameName.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function compareBodies(
  asked: ShapeBody,
  recorded: ShapeBody,
  redacted: ReadonlySet<string>,
  found: ShapeDifference[],
): void {
  if (asked.kind === 'json' && recorded.kind === 'json') {
    compareJson(asked.node, recorded.node, redacted, found);
  } else if (asked.kind === 'form' && recorded.kind === 'form') {
    comparePairs(formPlace, asked.pairs, recorded.pairs, redacted, found);
  } else if (asked.kind === 'bytes' && recorded.kind === 'bytes') {
    if (!redacted.has(TEXT_PLACE) && Buffer.compare(asked.bytes, recorded.bytes) !== 0) {
      found.push({ path: 'body', asked: bodyValue(asked), recorded: bodyValue(recorded) });
    }
  } else if (asked.kind !== recorded.kind) {
    found.push({
      path: 'body',
      ...(asked.kind === 'none' ? {} : { asked: bodyValue(asked) }),
      ...(recorded.kind === 'none' ? {} : { recorded: bodyValue(recorded) }),
    });
  }
}

function compareJson(
  asked: JsonNode,
  recorded: JsonNode,
  redacted: ReadonlySet<string>,
  found: ShapeDifference[],
): void {
  if (equalJson(asked, recorded)) return;
  const places = [...redacted];
  const enough = found.length + MOST;
  for (const { path, left, right } of findDifferences(asked, recorded)) {
    const both = left !== undefined && right !== undefined;
    const place = bodyPlace(path);
    if (both && (clientReferencePointers.has(path) || isAtOrBelow(place, places))) continue;
    // The names of an object's members were redacted: they are others now.
    if (!both && isAtOrBelow(place.slice(0, place.lastIndexOf('/')), places)) continue;
    found.push({
      path: bodyPlace(path),
      ...(left === undefined ? {} : { asked: jsonValue(left) }),
      ...(right === undefined ? {} : { recorded: jsonValue(right) }),
    });
    if (found.length >= enough) return;
  }
}

function isAtOrBelow(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === place || path.startsWith(`${place}/`));
}

function bodyValue(body: ShapeBody): unknown {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return jsonValue(body.node);
    case 'form':
      return body.pairs.map(([name, value]) => `${name}=${value}`).join('&');
    case 'bytes':
      return bytesValue(body.bytes);
  }
}

/** Bytes as a report tells them. */
export type BytesValue = string | { readonly base64: string } | { readonly length: number };

/** Text if it is valid UTF-8, else base64; only its length if it is too long to be told. */
export function bytesValue(bytes: Uint8Array): BytesValue {
  if (bytes.length > LONGEST_TOLD) return { length: bytes.length };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer) ? text : { base64: buffer.toString('base64') };
}
