import { canonicalJson } from '../../src/json/canonical-json.js';
import { type JsonNode, textOf } from '../../src/json/node.js';
import { tryParseJson } from '../../src/json/parse-json.js';
import { pointerInto } from '../../src/json/pointer.js';
import { bodyText } from '../../src/recording/body-text.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../../src/recording/reader.js';
import type { Alteration } from './altered-recording.js';

/** One change in what a server said, and the place where it must be found. */
export interface Plant {
  readonly name: string;
  readonly alteration: Alteration;
  /** `kind path` of what must be reported. */
  readonly expected: string;
}

/** Changes of one place each: every value of every answer and every notification, statuses, headers, notifications that don't come. */
export function* plantsIn(recording: Recording): Generator<Plant> {
  for (const exchange of recording.exchanges()) {
    if (exchange.kind !== 'call' && exchange.kind !== 'safe') continue;
    if (exchange.status === null) continue;
    const { id } = exchange;
    const name = `${exchange.method} ${exchange.path} ${exchange.operation ?? ''} (${id})`;
    const answering = (change: Partial<RecordedExchange>): Alteration => ({
      answer: (each) => (each.id === id ? change : null),
    });
    yield {
      name: `${name} status`,
      alteration: answering({ status: 599 }),
      expected: 'status null',
    };
    const headers = exchange.responseHeaders ?? [];
    yield {
      name: `${name} header`,
      alteration: answering({ responseHeaders: [...headers, ['X-New', '1']] }),
      expected: 'header x-new',
    };
    const text = bodyText(exchange.responseBody);
    const body = exchange.responseBody;
    for (const { pointer, changed } of changesOf(text)) {
      if (body === null) break;
      yield {
        name: `${name} ${pointer}`,
        alteration: {
          answer: (each) =>
            each.id === id
              ? { responseBody: { ...body, content: Buffer.from(changed), encoded: null } }
              : null,
        },
        expected: `body ${pointer}`,
      };
    }
  }
  for (const message of recording.messages()) {
    const { notification, id } = message;
    if (notification === null) continue;
    const name = `${message.channel} ${notification.messageType} (${id})`;
    yield {
      name: `${name} missing`,
      alteration: { data: (each) => (each.id === id ? undefined : null) },
      expected: 'notification-missing ',
    };
    for (const { pointer, changed } of changesOf(notification.data)) {
      yield {
        name: `${name} ${pointer}`,
        alteration: { data: (each: RecordedMessage) => (each.id === id ? changed : null) },
        expected: `notification-changed ${pointer}`,
      };
    }
  }
}

/** A JSON text with one value changed, for each value that is compared. */
function* changesOf(
  text: string | null,
): Generator<{ readonly pointer: string; readonly changed: string }> {
  const root = text === null ? null : tryParseJson(text);
  if (text === null || root === null) return;
  const put = (node: JsonNode, value: string): string =>
    text.slice(0, node.start) + value + text.slice(node.end);
  function* within(
    node: JsonNode,
    pointer: string,
    name: string,
  ): Generator<{ readonly pointer: string; readonly changed: string }> {
    if (node.kind === 'object') {
      for (const { name: own, value } of node.members) {
        yield* within(value, pointerInto(pointer, own), own);
      }
    } else if (node.kind === 'array') {
      for (const [at, item] of node.items.entries()) {
        yield* within(item, pointerInto(pointer, at), '');
      }
    } else if (!/date|duration/iu.test(name)) {
      const other = otherThan(node);
      if (canonicalJson(node) !== other) yield { pointer, changed: put(node, other) };
    }
  }
  yield* within(root, '', '');
}

function otherThan(node: JsonNode): string {
  if (node.kind === 'string') return JSON.stringify(`${node.value}Planted7`);
  if (node.kind === 'number') return String(Number(textOf(node)) + 1);
  return node.kind === 'literal' && node.value === true ? 'false' : 'true';
}
