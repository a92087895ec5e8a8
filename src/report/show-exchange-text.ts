import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { defaultRules } from '../correlate/default-rules.js';
import { statusCode } from '../correlate/recorded/correlation-events.js';
import { bodyText } from '../recording/body-text.js';
import type { Body, Headers, Link } from '../recording/exchange.js';
import { isoTime } from '../recording/iso-time.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../recording/reader.js';
import { outcomeText } from './call-text.js';
import { causeWords } from './cause-words.js';
import { duration, stopwatch } from './duration.js';
import { type ExchangeStory, tellExchange } from './exchange-story.js';
import { sessionNames } from './names.js';
import { type Paint, painter } from './paint.js';
import { plural } from './plural.js';
import { printable, printableLines } from './printable.js';
import type { CauseOf } from './row-json.js';
import type { TextStyle } from './show-text.js';

/**
 * Writes one exchange whole: request, response, times, what was redacted, and the notifications that
 * answered it, each with rule and evidence; of a Bayeux exchange its messages. Bodies are the original text.
 *
 * @throws UsageError if there is none with that id
 */
export function writeShowExchangeText(
  recording: Recording,
  links: readonly Link[],
  id: number,
  style: TextStyle,
  write: (chunk: string) => void,
  rules: CorrelationRules = defaultRules,
  causeOf: CauseOf = () => null,
): void {
  const paint = painter(style.color);
  const story = tellExchange(recording, links, id);
  for (const part of [
    facts(story.exchange, recording, rules, paint),
    request(story.exchange, paint),
    response(story.exchange, paint),
    notifications(story, recording, causeOf, paint),
    messages(story, recording, paint),
  ]) {
    for (const text of part) write(`${text}\n`);
  }
}

function* facts(
  exchange: RecordedExchange,
  recording: Recording,
  rules: CorrelationRules,
  paint: Paint,
): Generator<string> {
  const { startedAt, endedAt } = exchange;
  const user = sessionNames(recording.sessions())(exchange.session);
  const kind = exchange.kind === 'call' ? 'Call' : 'Exchange';
  const code = exchange.kind === 'call' ? statusCode(exchange, rules) : null;
  const reference = exchange.responseReference ?? exchange.requestReference;
  const rows: (readonly [string, string | null])[] = [
    ['operation', exchange.operation],
    ['session', exchange.session === null ? 'none' : `${exchange.session}, ${user}`],
    ['connection', String(exchange.connection)],
    ['started', `${isoTime(startedAt)} (${stopwatch(startedAt - recording.info.startedAt)})`],
    ['took', endedAt === null ? null : duration(endedAt - startedAt)],
    ['outcome', outcomeText(exchange.outcome) ?? 'complete'],
    ['statusCode', code === null ? null : String(code)],
    ['reference', reference],
  ];
  yield paint('heading', `${kind} ${exchange.id}`);
  for (const [name, value] of rows) {
    if (value !== null) yield `  ${name.padEnd(10)}  ${printable(value)}`;
  }
}

function* request(exchange: RecordedExchange, paint: Paint): Generator<string> {
  yield* section('Request', exchange.requestRedacted, paint);
  yield `  ${paint('strong', printable(`${exchange.method} ${exchange.path}`))}`;
  yield* headerLines(exchange.requestHeaders, paint);
  yield* bodyLines(exchange.requestBody);
  yield* trailerLines(exchange.requestTrailers, paint);
}

function* response(exchange: RecordedExchange, paint: Paint): Generator<string> {
  yield* section('Response', exchange.responseRedacted, paint);
  if (exchange.status === null) {
    yield exchange.outcome === 'open' ? '  none recorded' : '  none';
    return;
  }
  yield `  ${paint('strong', printable(`${exchange.status} ${exchange.reason ?? ''}`.trim()))}`;
  yield* headerLines(exchange.responseHeaders ?? [], paint);
  yield* bodyLines(exchange.responseBody);
  yield* trailerLines(exchange.responseTrailers, paint);
}

function* notifications(
  story: ExchangeStory,
  recording: Recording,
  causeOf: CauseOf,
  paint: Paint,
): Generator<string> {
  const { exchange } = story;
  if (exchange.kind !== 'call') return;
  yield* section('Notifications', [], paint);
  if (story.notifications.length === 0) yield '  none';
  const nameOf = sessionNames(recording.sessions());
  for (const { message, link } of story.notifications) {
    const { responseSeq } = exchange;
    const cause = causeOf(message.id);
    const words = [
      `+${duration(message.at - exchange.startedAt)}`,
      `${link.copy ? 'copy ' : ''}to ${nameOf(message.session)}`,
      ...(responseSeq !== null && message.seq < responseSeq ? ['before the answer'] : []),
      `${printable(link.rule)} ${printable(JSON.stringify(link.evidence))}`,
      ...(cause === null ? [] : [`${cause.class}, ${causeWords(cause)}`]),
    ];
    yield `  ${paint('strong', words.join(', '))}`;
    yield* messageLines(message);
  }
}

function* messages(story: ExchangeStory, recording: Recording, paint: Paint): Generator<string> {
  const { exchange } = story;
  if (exchange.kind !== 'bayeux' && exchange.kind !== 'websocket') return;
  yield* section('Messages', [], paint);
  if (story.messages.length === 0) yield '  none';
  for (const message of story.messages) {
    const words = [
      stopwatch(message.at - recording.info.startedAt),
      message.direction === 'to-server' ? 'to the server' : 'to the desktop',
      printable(message.channel ?? 'no channel'),
    ];
    yield `  ${paint('strong', words.join(', '))}`;
    yield* messageLines(message);
  }
}

function* section(name: string, redacted: readonly string[], paint: Paint): Generator<string> {
  yield '';
  yield paint('heading', name);
  if (redacted.length > 0) {
    yield `  ${paint('warning', `redacted: ${redacted.map(printable).join(', ')}`)}`;
  }
}

function* headerLines(headers: Headers, paint: Paint): Generator<string> {
  for (const [name, value] of headers) {
    yield `  ${paint('faint', `${printable(name)}:`)} ${printable(value)}`;
  }
}

function* trailerLines(trailers: Headers, paint: Paint): Generator<string> {
  if (trailers.length === 0) return;
  yield '';
  yield* headerLines(trailers, paint);
}

function* bodyLines(body: Body | null): Generator<string> {
  if (body === null) return;
  yield '';
  const text = bodyText(body);
  const size = plural(body.length, 'byte');
  if (body.content === null) {
    yield `  (not stored: ${body.omitted ?? 'unknown reason'}; ${size}, hash ${printable(body.digest ?? 'none')})`;
  } else if (text === null) {
    yield `  (binary, ${size}; --json has it as base64)`;
  } else if (text === '') {
    yield '  (empty body)';
  } else {
    for (const each of printableLines(text)) yield `  ${each}`;
  }
  if (body.encoding !== null) yield `  (${printable(body.encoding)}, ${size} on the wire)`;
}

function* messageLines(message: RecordedMessage): Generator<string> {
  for (const each of printableLines(message.text)) yield `    ${each}`;
}
