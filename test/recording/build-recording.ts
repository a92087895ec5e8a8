import { isBayeuxBatch, parseBatch } from '../../src/bayeux/batch.js';
import { isNotification } from '../../src/bayeux/notification.js';
import { member, stringMember, textOf } from '../../src/json/node.js';
import { tryParseJson } from '../../src/json/parse-json.js';
import { createRecording } from '../../src/recording/create-recording.js';
import type {
  Body,
  Gap,
  Headers,
  Link,
  MessageRow,
  NotificationFacts,
  RequestRow,
  ResponseRow,
} from '../../src/recording/exchange.js';

/** When a built recording starts: 2026-01-01T00:00:00Z. Each `seq` is 10 ms later than the one before. */
export const BUILT_AT = Date.UTC(2026, 0, 1);

/** Text or bytes become a plain body; a Body stays as it is; null (the default) is no body at all. */
export type BodySpec = string | Uint8Array | Body | null;

/** What can be said of an exchange; the rest is filled in as the recorder would. */
interface ExchangeSpec {
  readonly session?: number | null;
  readonly connection?: number;
  /** Default `POST`. */
  readonly method?: string;
  readonly path: string;
  readonly httpVersion?: string;
  readonly requestHeaders?: Headers;
  readonly requestTrailers?: Headers;
  readonly requestBody?: BodySpec;
  readonly requestRedacted?: readonly string[];
  /** Default: by method and content. */
  readonly kind?: RequestRow['kind'];
  /** Default: `operationName` of a call's body. */
  readonly operation?: string | null;
  /** Default: `referenceId` (or `operationId`) of a call's request body. */
  readonly reference?: string | null;
  /** What passes between the request and the end of its answer. */
  readonly during?: () => void;
  /** Default `complete`; `open` writes no answer. */
  readonly outcome?: ResponseRow['outcome'] | 'open';
  /** Default 200, null if unreachable. */
  readonly status?: number | null;
  readonly reason?: string | null;
  readonly responseHeaders?: Headers | null;
  readonly responseTrailers?: Headers;
  readonly responseBody?: BodySpec;
  readonly responseRedacted?: readonly string[];
  /** Default: `referenceId` of a call's response body. */
  readonly responseReference?: string | null;
}

interface MessageSpec {
  readonly exchange: number;
  readonly direction: MessageRow['direction'];
  /** The message itself: JSON text, or a value to be written as such. */
  readonly message: unknown;
  readonly clientId?: string | null;
  /** Default: what the message says, if it is a notification. */
  readonly notification?: NotificationFacts | null;
  readonly redacted?: readonly string[];
}

interface NotificationSpec {
  readonly session: number;
  /** Default `/v2/me/tweets`. */
  readonly channel?: string;
  /** `data`: JSON text, or a value to be written as such. */
  readonly data: unknown;
  /** Default `client-<session>`. */
  readonly clientId?: string;
}

/** Says what a recording holds, in wire order; every function that makes something returns its id. */
export interface RecordingBuilder {
  /** A session, with its user if it is known. */
  session(user?: string): number;
  exchange(spec: ExchangeSpec): number;
  message(spec: MessageSpec): number;
  /** A `/meta/connect` that brings one notification; returns the notification's id. */
  notification(spec: NotificationSpec): number;
  link(link: Pick<Link, 'call' | 'notification'> & Partial<Link>): void;
  /** Lets time pass, milliseconds. */
  pass(ms: number): void;
  gap(gap: Gap): void;
  fact(name: string, value: string): void;
  /** Ids of the messages of an exchange, so far. */
  messagesOf(exchange: number): readonly number[];
}

export interface BuildOptions {
  readonly facts?: Readonly<Record<string, string>>;
}

/** Makes a recording for a test: closed, whole, with times that follow from the order alone. */
export function buildRecording(
  file: string,
  build: (b: RecordingBuilder) => void,
  { facts = {} }: BuildOptions = {},
): void {
  const writer = createRecording(file, {
    startedAt: BUILT_AT,
    facts: { label: 'built', target: 'http://gws.test:8080', ...facts },
  });
  const messages = new Map<number, number[]>();
  let sessions = 0;
  let exchanges = 0;
  let messageCount = 0;
  let seq = 0;
  let passed = 0;
  const now = (): number => BUILT_AT + seq * 10 + passed;

  function message(spec: MessageSpec): number {
    const text = jsonText(spec.message);
    const parsed = parseBatch(text)?.[0];
    messageCount += 1;
    seq += 1;
    writer.message({
      id: messageCount,
      exchange: spec.exchange,
      seq,
      at: now(),
      direction: spec.direction,
      channel: parsed?.channel ?? null,
      clientId: given(spec.clientId, parsed?.clientId ?? null),
      text,
      notification: given(
        spec.notification,
        spec.direction === 'to-desktop' ? factsOf(text) : null,
      ),
      redacted: spec.redacted ?? [],
    });
    messages.set(spec.exchange, [...(messages.get(spec.exchange) ?? []), messageCount]);
    return messageCount;
  }

  function messagesIn(exchange: number, direction: MessageRow['direction'], text: string): void {
    const batch = parseBatch(text) ?? [];
    const known = batch.find((each) => each.clientId !== null)?.clientId ?? clientIds.get(exchange);
    if (known !== undefined && known !== null) clientIds.set(exchange, known);
    for (const each of batch) {
      message({
        exchange,
        direction,
        message: each.text,
        clientId: each.clientId ?? known ?? null,
      });
    }
  }
  const clientIds = new Map<number, string>();

  function exchange(spec: ExchangeSpec): number {
    exchanges += 1;
    seq += 1;
    const id = exchanges;
    const method = spec.method ?? 'POST';
    const requestBody = bodyOf(spec.requestBody ?? null);
    const requestText = textIn(requestBody);
    const kind = spec.kind ?? kindOf(method, requestText);
    const isCall = kind === 'call';
    writer.request({
      id,
      session: spec.session ?? null,
      connection: spec.connection ?? spec.session ?? 1,
      seq,
      startedAt: now(),
      method,
      path: spec.path,
      httpVersion: spec.httpVersion ?? '1.1',
      headers: spec.requestHeaders ?? [['Host', 'gws.test:8080']],
      trailers: spec.requestTrailers ?? [],
      body: requestBody,
      kind,
      operation: given(spec.operation, isCall ? operationOf(requestText) : null),
      reference:
        spec.reference ??
        (isCall ? referenceOf(requestText, ['referenceId', 'operationId']) : null),
      redacted: spec.requestRedacted ?? [],
    });
    if (kind === 'bayeux') messagesIn(id, 'to-server', requestText);
    spec.during?.();
    if (spec.outcome === 'open') return id;

    const responseBody = bodyOf(spec.responseBody ?? null);
    const responseText = textIn(responseBody);
    if (kind === 'bayeux') messagesIn(id, 'to-desktop', responseText);
    const outcome = spec.outcome ?? 'complete';
    const status = given(spec.status, outcome === 'unreachable' ? null : 200);
    seq += 1;
    writer.response({
      exchange: id,
      seq,
      endedAt: now(),
      status,
      reason: given(spec.reason, status === 200 ? 'OK' : null),
      httpVersion: status === null ? null : '1.1',
      outcome,
      headers: given(
        spec.responseHeaders,
        status === null ? null : [['Content-Type', 'application/json']],
      ),
      trailers: spec.responseTrailers ?? [],
      body: responseBody,
      reference: given(spec.responseReference, isCall ? referenceOf(responseText) : null),
      redacted: spec.responseRedacted ?? [],
    });
    return id;
  }

  build({
    session(user) {
      sessions += 1;
      writer.session(sessions, now());
      if (user !== undefined) writer.user(sessions, user);
      return sessions;
    },
    exchange,
    message,
    notification({ session, channel = '/v2/me/tweets', data, clientId = `client-${session}` }) {
      const event = `{"channel":${JSON.stringify(channel)},"data":${jsonText(data)}}`;
      const id = exchange({
        session,
        path: '/api/v2/notifications',
        requestBody: jsonText([
          { id: '1', channel: '/meta/connect', connectionType: 'long-polling', clientId },
        ]),
        responseBody: `[${event},{"id":"1","channel":"/meta/connect","successful":true}]`,
      });
      return messages.get(id)?.[1] ?? 0;
    },
    link({ call, notification, rule = 'reference-response', evidence = {}, copy = false }) {
      writer.link({ call, notification, rule, evidence, copy });
    },
    pass(ms) {
      passed += ms;
    },
    gap: (gap) => writer.gap(gap),
    fact: (name, value) => writer.fact(name, value),
    messagesOf: (id) => messages.get(id) ?? [],
  });
  seq += 1;
  writer.close(now());
}

/** What was said, null too, else the default. */
function given<T>(said: T | undefined, otherwise: T): T {
  return said === undefined ? otherwise : said;
}

/** A body that came without encoding. */
export function plainBody(content: string | Uint8Array): Body {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { length } = bytes;
  return { content: bytes, encoded: null, encoding: null, length, digest: null, omitted: null };
}

function bodyOf(spec: BodySpec): Body | null {
  return typeof spec === 'string' || spec instanceof Uint8Array ? plainBody(spec) : spec;
}

function textIn(body: Body | null): string {
  return body?.content ? Buffer.from(body.content).toString() : '';
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function kindOf(method: string, requestText: string): RequestRow['kind'] {
  if (isBayeuxBatch(parseBatch(requestText) ?? [], 'to-server')) return 'bayeux';
  return ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'safe' : 'call';
}

function operationOf(text: string): string | null {
  return stringMember(tryParseJson(text) ?? undefined, 'operationName');
}

function referenceOf(text: string, names: readonly string[] = ['referenceId']): string | null {
  const root = tryParseJson(text) ?? undefined;
  const found = names.map((name) => member(root, name)).find((each) => each !== undefined);
  return found === undefined || found.kind === 'object' ? null : textOf(found);
}

function factsOf(text: string): NotificationFacts | null {
  const parsed = parseBatch(text)?.[0];
  if (parsed === undefined || !isNotification(parsed)) return null;
  const reference = member(parsed.data, 'referenceId');
  return {
    messageType: stringMember(parsed.data, 'messageType'),
    notificationType: stringMember(parsed.data, 'notificationType'),
    referenceId: reference === undefined ? null : textOf(reference),
    data: parsed.data === undefined ? null : textOf(parsed.data),
  };
}
