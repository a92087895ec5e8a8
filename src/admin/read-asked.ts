import type { IncomingMessage } from 'node:http';
import type { JsonNode } from '../json/node.js';
import { JsonSyntaxError, parseJson } from '../json/parse-json.js';
import { DoorError } from './door-error.js';
import { type Asked, type BoundOperation, noMembers, type Operation } from './operation.js';
import { mostBody, type RequestBody } from './request-body.js';

/**
 * What a request asks of an operation.
 *
 * @throws DoorError if it is not as the operation says
 */
export async function readAsked(
  request: IncomingMessage,
  body: RequestBody,
  bound: BoundOperation,
): Promise<Omit<Asked, 'signal'>> {
  const { operation } = bound;
  const query = queryOf(request.url ?? '', operation);
  mustBeRight('the query', bound.checkQuery(query));
  if (operation.method === 'GET') return { body: {}, node: undefined, query };
  mustBeJson(request);
  const bytes = await body.read();
  if (bytes === null) throw new DoorError('too-large', `a body has ${mostBody} bytes at most`);
  if (bytes.length === 0 && operation.needsBody !== true) {
    return { body: {}, node: undefined, query };
  }
  const { node, value } = contentOf(bytes);
  mustBeRight('the body', bound.checkBody(value));
  return { body: value as Asked['body'], node, query };
}

function mustBeRight(what: string, wrong: string | null): void {
  if (wrong !== null) throw new DoorError('bad-request', `${what}: ${oneLine(wrong)}`);
}

/** A form of another site can't send JSON, nor can a script without being asked for its origin. */
function mustBeJson({ headers }: IncomingMessage): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new DoorError('not-json', 'send Content-Type: application/json');
  }
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') throw new DoorError('not-json', 'send the body without a coding');
}

function contentOf(bytes: Buffer): { readonly node: JsonNode; readonly value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const node = parseJson(text);
    // What was parsed is not nested too deeply for this; a `__proto__` becomes a member like any other.
    return { node, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      throw new DoorError('bad-request', `the body is not valid JSON: ${error.message}`);
    }
    throw new DoorError('bad-request', 'the body is not valid UTF-8');
  }
}

/** The parameters as values; what should be a number and is none stays text, which the check finds. */
function queryOf(url: string, { query = noMembers }: Operation): Record<string, unknown> {
  const at = url.indexOf('?');
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, text] of new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) {
    const { type } = (query.properties as Record<string, { type?: string }>)[name] ?? {};
    if (name in values) throw new DoorError('bad-request', 'the query: a name comes twice');
    values[name] = type === 'integer' && /^\d{1,15}$/u.test(text) ? Number(text) : text;
  }
  return values;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
