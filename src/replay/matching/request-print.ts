import { hash } from 'node:crypto';
import { canonicalJson } from '../../json/canonical-json.js';
import type { JsonNode } from '../../json/node.js';
import { pointerInto } from '../../json/pointer.js';
import { sortedMembers } from '../../json/sorted-members.js';
import {
  bodyPlace,
  formPlace,
  headerPlace,
  PATH_PLACE,
  queryPlace,
  TEXT_PLACE,
} from '../../redact/places.js';
import { clientReferenceMembers, isAnyOperation, type RecordedShape } from './compare-shapes.js';
import { isRedactedSegment } from './redacted-path.js';
import { type Pairs, type RequestShape, withoutParameters } from './request-shape.js';

/** Where any value matches. */
export interface OpenPlaces {
  /** Places as in `redact/places.ts`, but for those of headers. */
  readonly places: ReadonlySet<string>;
  /** Segments of the path in which anything matches, by index. */
  readonly segments: ReadonlySet<number>;
  /** Any operation matches. */
  readonly operation: boolean;
  /** Equal for equal ones. */
  readonly name: string;
}

/** Where any value matches a recorded request. */
export function openPlaces(shape: RecordedShape): OpenPlaces {
  const { redacted, segments, headers = [] } = shape;
  const operation = isAnyOperation(shape);
  if (redacted.size === 0 && !operation) return nowhere;
  const compared = new Set(headers.map(([name]) => headerPlace(name)));
  const places = [...redacted].filter((each) => !each.startsWith('header/') || compared.has(each));
  const open = redacted.has(PATH_PLACE)
    ? [...segments.keys()].filter((at) => isRedactedSegment(segments[at] ?? ''))
    : [];
  if (places.length === 0 && !operation) return nowhere;
  return {
    places: new Set(places),
    segments: new Set(open),
    operation,
    name: JSON.stringify([places.sort(), open, operation]),
  };
}

const nowhere: OpenPlaces = {
  places: new Set(),
  segments: new Set(),
  operation: false,
  name: '',
};

/**
 * One text for all requests that `compareShapes` finds equal where the places are open, but for CSRF tokens: two
 * requests match if and only if these texts are equal. Long ones are hashed. What `isOdd` has none.
 */
export function requestPrint(shape: RequestShape, open: OpenPlaces): string {
  const text = JSON.stringify([
    pathPrint(shape, open),
    shape.credentials,
    open.operation ? null : [shape.operation],
    pairsPrint(shape.query, queryPlace, open),
    pairsPrint(shape.headers ?? [], headerPlace, open),
    shape.body.kind,
    bodyPrint(shape, open),
  ]);
  return text.length > longest ? hash('sha256', text, 'base64') : text;
}

/** Characters of a print that is kept as it is. */
const longest = 300;

/**
 * A reference that the client supplied is an array or an object. Whether it equals another depends on what the
 * other is, so that no text can stand for it.
 */
export function isOdd({ body }: RequestShape): boolean {
  return (
    body.kind === 'json' &&
    body.node.kind === 'object' &&
    body.node.members.some(
      ({ name, value }) =>
        isClientReference(name) && (value.kind === 'object' || value.kind === 'array'),
    )
  );
}

function pathPrint({ segments }: RequestShape, { places, segments: open }: OpenPlaces): unknown {
  if (!places.has(PATH_PLACE)) return segments;
  return segments.map((each, at) => (open.has(at) ? null : withoutParameters(each)));
}

function pairsPrint(
  pairs: Pairs,
  placeOf: (name: string) => string,
  { places }: OpenPlaces,
): unknown {
  if (pairs.length === 0) return pairs;
  return pairs
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => [name, places.has(placeOf(name)) ? null : value]);
}

function bodyPrint({ body }: RequestShape, open: OpenPlaces): unknown {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return jsonPrint(body.node, open);
    case 'form':
      return pairsPrint(body.pairs, formPlace, open);
    case 'bytes':
      return open.places.has(TEXT_PLACE) ? null : hash('sha256', body.bytes, 'base64');
  }
}

function jsonPrint(node: JsonNode, { places }: OpenPlaces): string {
  const deep = [...places].some((each) => each.startsWith(bodyPlace('')));
  const print = (each: JsonNode, pointer: string): string => {
    if (places.has(bodyPlace(pointer))) return '*';
    if (each.kind === 'object' && (deep || pointer === '')) {
      const members = sortedMembers(each).map(({ name, value }) => {
        const reference = pointer === '' && isClientReference(name);
        const inner = reference ? '*' : print(value, pointerInto(pointer, name));
        return `${JSON.stringify(name)}:${inner}`;
      });
      return `{${members.join(',')}}`;
    }
    if (each.kind === 'array' && deep) {
      return `[${each.items.map((item, at) => print(item, pointerInto(pointer, at))).join(',')}]`;
    }
    return canonicalJson(each);
  };
  return print(node, '');
}

function isClientReference(name: string): boolean {
  return clientReferenceMembers.some((each) => each === name);
}
