import type { CsrfHeaders } from '../../acts/csrf.js';
import { member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { bodyText } from '../../recording/body-text.js';
import { headerValue } from '../../recording/headers.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { formPlace, headerPlace, queryPlace } from '../../redact/places.js';
import { type Codec, json, parameter, percentDecoded, plain, segment, target } from './codec.js';
import { type FlowPlace, publishPlace, requestPlace } from './flow-place.js';
import { eachLeaf, rawOf } from './json-leaves.js';
import { type Piece, piecesOf } from './pieces.js';

/** A value in a request, where one that the server handed out could stand. */
export interface Slot {
  readonly place: FlowPlace;
  /** Of the member, parameter, field or header. */
  readonly name: string | null;
  /** Of a path segment the one before it. */
  readonly collection: string | null;
  /** A number stands as one in JSON. */
  readonly kind: 'string' | 'number';
  /** What it stands in: the request target, the body (or a publish's data), or the header of that index. */
  readonly within: 'path' | 'body' | number;
  /** Where the raw value begins there (UTF-16 units). */
  readonly at: number;
  readonly raw: string;
  readonly pieces: readonly Piece[];
  /** It is a value of JSON, so that it could be a string or a number. */
  readonly typed: boolean;
  /** The desktop may have made it up: the reference of its request. */
  readonly reference: boolean;
}

/** Headers that say nothing of what the server handed out, or that the client of a new server makes itself. */
const passedOver =
  /^(?:host|cookie|connection|keep-alive|te|upgrade|expect|date|origin|referer|user-agent|content-.*|accept.*|transfer-encoding|sec-.*|x-forwarded-.*)$/u;

/** All values of a request. @param csrf headers that are left to who knows of CSRF tokens */
export function slotsOfRequest(exchange: RecordedExchange, csrf: CsrfHeaders): readonly Slot[] {
  const of = requestPlace(exchange);
  return [
    ...slotsOfTarget(exchange.path, of),
    ...exchange.requestHeaders.flatMap(([name, value], index) => {
      const lower = name.toLowerCase();
      if (passedOver.test(lower) || csrf.has(lower)) return [];
      const part = headerPlace(lower);
      return slot({ of, part }, name, null, index, 0, value, plain);
    }),
    // What is in a body of Bayeux is a client's own affair, or a publish.
    ...(isBayeux(exchange) ? [] : slotsOfBody(exchange, of)),
  ];
}

function isBayeux({ kind }: RecordedExchange): boolean {
  return kind === 'bayeux' || kind === 'websocket';
}

/** All values of what a desktop published. */
export function slotsOfPublish(row: RecordedMessage): readonly Slot[] {
  const data = dataOf(row);
  return data === null ? [] : slotsOfJson(data, publishPlace(row), 'data', null);
}

/** The text of a message's `data`; null if there is none. */
export function dataOf({ text }: Pick<RecordedMessage, 'text'>): string | null {
  const data = member(tryParseJson(text) ?? undefined, 'data');
  return data === undefined ? null : textOf(data);
}

function slotsOfTarget(path: string, of: string): readonly Slot[] {
  const end = path.includes('?') ? path.indexOf('?') : path.length;
  const slots: Slot[] = [];
  let at = 0;
  let collection: string | null = null;
  for (const [index, raw] of path.slice(0, end).split('/').entries()) {
    slots.push(...slot({ of, part: `path/${index}` }, null, collection, 'path', at, raw, segment));
    collection = raw === '' ? collection : percentDecoded(raw);
    at += raw.length + 1;
  }
  slots.push(
    ...slotsOfPairs(path.slice(end + 1), end + 1, 'path', (name) => ({
      of,
      part: queryPlace(name),
    })),
    ...slot({ of, part: 'path' }, null, null, 'path', 0, path, target),
  );
  return slots;
}

function slotsOfBody(exchange: RecordedExchange, of: string): readonly Slot[] {
  const text = bodyText(exchange.requestBody);
  if (text === null || text === '') return [];
  const type = headerValue(exchange.requestHeaders, 'content-type') ?? '';
  if (/^\s*application\/x-www-form-urlencoded/iu.test(type)) {
    return slotsOfPairs(text, 0, 'body', (name) => ({ of, part: formPlace(name) }));
  }
  return slotsOfJson(text, of, 'body', exchange.requestReference);
}

function slotsOfPairs(
  text: string,
  offset: number,
  within: 'path' | 'body',
  place: (name: string) => FlowPlace,
): readonly Slot[] {
  const slots: Slot[] = [];
  let at = offset;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    if (equals > 0) {
      const name = parameter.decode(pair.slice(0, equals)) ?? pair.slice(0, equals);
      const raw = pair.slice(equals + 1);
      slots.push(...slot(place(name), name, null, within, at + equals + 1, raw, parameter));
    }
    at += pair.length + 1;
  }
  return slots;
}

function slotsOfJson(
  text: string,
  of: string,
  prefix: 'body' | 'data',
  reference: string | null,
): readonly Slot[] {
  const root = tryParseJson(text);
  if (root === null) return [];
  const slots: Slot[] = [];
  eachLeaf(root, ({ node, place, name, key }) => {
    const { raw, at } = rawOf(node);
    const [made] = slot({ of, part: `${prefix}${place}` }, name, null, 'body', at, raw, json);
    if (made === undefined) return;
    const isReference =
      reference !== null &&
      /^\/(?:referenceId|operationId)$/u.test(place) &&
      textOf(node) === reference;
    slots.push({ ...made, kind: node.kind, typed: !key, reference: isReference });
  });
  return slots;
}

function slot(
  place: FlowPlace,
  name: string | null,
  collection: string | null,
  within: Slot['within'],
  at: number,
  raw: string,
  codec: Codec,
): readonly Slot[] {
  const pieces = piecesOf(raw, codec);
  if (pieces.length === 0) return [];
  return [
    {
      place,
      name,
      collection,
      kind: 'string',
      within,
      at,
      raw,
      pieces,
      typed: false,
      reference: false,
    },
  ];
}
