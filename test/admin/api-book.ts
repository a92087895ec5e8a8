import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Where a door is, and what opens it. */
export interface Asking {
  readonly url: string;
  readonly token: string;
}

export interface AskedAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the schemas say
  readonly json: any;
}

export interface AskOptions {
  readonly headers?: http.OutgoingHttpHeaders;
  /** A text goes as it is, all else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Asks a door once, on a connection of its own. */
export async function askDoor(
  { url, token }: Asking,
  method: string,
  target: string,
  { headers = {}, body, signal }: AskOptions = {},
): Promise<AskedAnswer> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const request = http.request(`${url}${target}`, {
    method,
    agent: false,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
      ...(sent === undefined ? {} : { 'Content-Length': Buffer.byteLength(sent) }),
      ...headers,
    },
    ...(signal === undefined ? {} : { signal }),
  });
  request.end(sent);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const answered = await text(response);
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: answered,
    json: isJson && method !== 'HEAD' ? JSON.parse(answered) : undefined,
  };
}

interface Described {
  readonly tags: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly responses: Readonly<Record<string, { content: Readonly<Record<string, unknown>> }>>;
}

interface Paths {
  readonly [path: string]: { readonly [method: string]: Described };
}

const file = path.join(import.meta.dirname, '../../docs/admin.openapi.json');

/** The published file, against which each answer is held, and which notes what of it was seen. */
export class ApiBook {
  readonly paths: Paths;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #seen = new Set<string>();

  constructor() {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { paths: Paths };
    this.paths = content.paths;
    this.#ajv.addSchema(closed(content) as object, 'file');
  }

  /** Each path with a method of the file. */
  operations(): readonly (readonly [method: string, path: string, operation: Described])[] {
    return Object.entries(this.paths).flatMap(([place, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [method.toUpperCase(), place, operation] as const,
      ),
    );
  }

  /** What of the file no request has been answered with so far. */
  unseen(): readonly string[] {
    return this.operations()
      .flatMap(([method, place, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${place} ${status}`),
      )
      .filter((each) => !this.#seen.has(each));
  }

  /** Asks, and throws if the answer is not as the file says. */
  async ask(
    door: Asking,
    method: string,
    target: string,
    options: AskOptions = {},
  ): Promise<AskedAnswer> {
    const answer = await askDoor(door, method, target, options);
    const place = target.replace(/\?.*$/su, '');
    const described = this.paths[place]?.[method.toLowerCase()]?.responses[answer.status];
    const what = `${method} ${place} ${answer.status}`;
    if (described === undefined) throw new Error(`${what} is not in the file: ${answer.text}`);
    const type = String(answer.headers['content-type']);
    if (!(type in described.content)) throw new Error(`${what} is said to be no ${type}`);
    const escaped = [place, type].map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1'));
    const [atPath = '', atType = ''] = escaped.map(encodeURIComponent);
    const reference = `file#/paths/${atPath}/${method.toLowerCase()}/responses/${answer.status}/content/${atType}/schema`;
    const validate = this.#ajv.getSchema(reference) as ValidateFunction;
    if (validate(answer.json ?? answer.text) !== true) {
      throw new Error(`${what}: ${this.#ajv.errorsText(validate.errors)} in ${answer.text}`);
    }
    this.#seen.add(what);
    return answer;
  }
}

/** Objects have no other members than the file names: what is answered and not described is found. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isObject = inner.type === 'object' && 'properties' in inner && 'required' in inner;
  return isObject ? { ...inner, additionalProperties: false } : inner;
}
