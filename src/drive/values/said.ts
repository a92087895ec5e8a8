import { tryParseJson } from '../../json/parse-json.js';
import { bodyText } from '../../recording/body-text.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { parseSetCookie } from '../../redact/cookies.js';
import { headerPlace } from '../../redact/places.js';
import { json, plain } from './codec.js';
import { answerPlace, notificationPlace } from './flow-place.js';
import { eachLeaf, rawOf } from './json-leaves.js';
import { type Piece, piecesOf } from './pieces.js';

/** Something that the server said, where a value could be handed out. */
export interface Saying {
  /** As in `FlowPlace`. */
  readonly of: string;
  readonly part: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly item: boolean;
  readonly kind: 'string' | 'number';
  readonly piece: Piece;
}

/** Whether anybody cares for a text: most of what a server says is never said again. */
export type Wanted = (text: string) => boolean;

const passedOver =
  /^(?:date|server|connection|keep-alive|vary|via|cache-control|pragma|expires|age|allow|content-.*|transfer-encoding|access-control-.*|trailer)$/u;

/** Whether values are followed from a header of an answer. */
export function isTelling(name: string): boolean {
  return !passedOver.test(name.toLowerCase());
}

/** What of a header's value is looked at: of a cookie its value. */
export function tellingPart(name: string, value: string): string {
  return /^set-cookie$/iu.test(name) ? parseSetCookie(value).value : value;
}

/** What the server said in an answer. */
export function sayingsOfAnswer(
  exchange: RecordedExchange,
  wanted: Wanted,
  visit: (saying: Saying) => void,
): void {
  const of = answerPlace(exchange);
  for (const [name, value] of exchange.responseHeaders ?? []) {
    if (!isTelling(name)) continue;
    for (const piece of piecesOf(tellingPart(name, value), plain)) {
      if (!wanted(piece.text)) continue;
      const part = headerPlace(name);
      visit({ of, part, name, owner: null, item: false, kind: 'string', piece });
    }
  }
  const text = bodyText(exchange.responseBody);
  if (text !== null && text !== '') sayingsOfJson(text, of, 'body', wanted, visit);
}

/** What the server said in a notification. */
export function sayingsOfNotification(
  row: RecordedMessage,
  wanted: Wanted,
  visit: (saying: Saying) => void,
): void {
  const data = row.notification?.data ?? null;
  if (data !== null) sayingsOfJson(data, notificationPlace(row), 'data', wanted, visit);
}

function sayingsOfJson(
  text: string,
  of: string,
  prefix: 'body' | 'data',
  wanted: Wanted,
  visit: (saying: Saying) => void,
): void {
  const root = tryParseJson(text);
  if (root === null) return;
  eachLeaf(root, ({ node, place, name, owner, item }) => {
    // Most values have no parts, and taking apart is what takes time.
    if (node.kind === 'number' || !partible.test(node.value)) {
      const { raw } = rawOf(node);
      if (!wanted(node.kind === 'string' ? node.value : raw)) return;
    }
    for (const piece of piecesOf(rawOf(node).raw, json)) {
      if (!wanted(piece.text)) continue;
      visit({ of, part: `${prefix}${place}`, name, owner, item, kind: node.kind, piece });
    }
  });
}

const partible = /[\s/?&=,;#|"<>()[\]{}\\]/u;
