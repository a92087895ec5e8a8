import { messagesOfResponse, readRequest } from '../bayeux/carriers.js';
import { type AnswerFacts, answerFacts, callFacts } from '../correlate/facts.js';
import { member, stringMember } from '../json/node.js';
import { tryParseMembers } from '../json/parse-members.js';
import type { Headers, RequestRow } from '../recording/exchange.js';
import { headerValue, headerValues } from '../recording/headers.js';
import { basicUser } from '../redact/basic-user.js';
import { cookieSet, parseCookies } from '../redact/cookies.js';
import { BodyCapture } from './body-capture.js';
import { clientIdsIn, knownClientIds } from './client-ids.js';
import { exchangeKind } from './exchange-kind.js';
import type { KeptBody } from './keep-body.js';
import { keepCaptured } from './keep-captured.js';
import type { Recorder } from './recorder.js';
import { serverVersion } from './server-version.js';
import { isMe, tellingMembers } from './telling-answers.js';
import { WebsocketRecorder } from './websocket-recorder.js';
import type {
  ExchangeEnd,
  ExchangeObserver,
  RequestHead,
  ResponseHead,
  UnreadableReason,
  WebsocketMessage,
} from './wire.js';
import { writeMessages } from './write-messages.js';

/** A request once it has been redacted and written. */
interface WrittenRequest {
  readonly kind: RequestRow['kind'];
  readonly path: string;
  /** The clientId that a batch speaks for, if it speaks for one only. */
  readonly clientId: string | null;
}

/** Records one exchange: its request as soon as it has passed, its response before its end is let go. */
export class ExchangeRecorder implements ExchangeObserver {
  readonly #recorder: Recorder;
  /** Negative once it turns out to be a call that is left out: it is linked as others are, but not written. */
  #id: number;
  readonly #connection: number;
  readonly #head: RequestHead;
  readonly #startedAt: number;
  readonly #requestBody: BodyCapture;
  readonly #responseBody: BodyCapture;
  /** The request's place in wire order: where it ended, or where the answer began if that came first. */
  #seq: number | null = null;
  #responseHead: ResponseHead | null = null;
  #request: WrittenRequest | null = null;
  #websocket: WebsocketRecorder | null = null;

  constructor(recorder: Recorder, id: number, connection: number, head: RequestHead) {
    const { clock, redactor, maxBody } = recorder.options;
    const capture = {
      digest: () => redactor.digest(),
      limit: maxBody,
      budget: recorder.bodies,
    };
    this.#recorder = recorder;
    this.#id = id;
    this.#connection = connection;
    this.#head = head;
    this.#startedAt = clock.now();
    this.#requestBody = new BodyCapture(capture);
    this.#responseBody = new BodyCapture(capture);
  }

  requestBody(chunk: Uint8Array): void {
    this.#requestBody.add(chunk);
  }

  requestEnd(trailers: Headers): void {
    this.#writeRequest(trailers, false);
  }

  responseHead(head: ResponseHead): void {
    this.#seq ??= this.#recorder.nextSeq();
    this.#responseHead = head;
    this.#recorder.reached(true);
  }

  responseBody(chunk: Uint8Array): void {
    this.#responseBody.add(chunk);
  }

  upgraded(release: () => void): void {
    const { redactor, clock, writer } = this.#recorder.options;
    const { headers } = redactor.headers(this.#responseHead?.headers ?? []);
    this.#tellSessions(headers, clock.now(), [], null);
    this.#websocket = new WebsocketRecorder(this.#recorder, this.#id, this.#host);
    writer.committed(release);
  }

  websocketMessage(message: WebsocketMessage, release: () => void): void {
    this.#websocket?.message(message, release);
  }

  unreadable(direction: WebsocketMessage['direction'], reason: UnreadableReason): void {
    this.#websocket?.unreadable(direction, reason);
  }

  end(outcome: ExchangeEnd, trailers: Headers, release: () => void): void {
    if (outcome === 'unreachable') this.#recorder.reached(false);
    const request = this.#request ?? this.#writeRequest([], true);
    if (this.#id < 0) release();
    this.#writeResponse(request, outcome, trailers);
    this.#recorder.sessions.ended(this.#id);
    if (this.#id > 0) this.#recorder.options.writer.committed(release);
  }

  forgotten(): void {
    this.#requestBody.drop();
    this.#responseBody.drop();
    if (this.#request?.kind === 'call') this.#answerIsLost();
    this.#recorder.sessions.ended(this.#id);
    this.#recorder.options.writer.abandoned(this.#id);
  }

  /** Else notifications would wait for it until the end. */
  #answerIsLost(): void {
    const { clock, rules } = this.#recorder.options;
    this.#answered(this.#recorder.nextSeq(), clock.now(), null, answerFacts(null, rules));
  }

  #answered(seq: number, at: number, status: number | null, facts: AnswerFacts): void {
    const session = this.#recorder.sessions.sessionOf(this.#id);
    this.#recorder.correlate({
      ...{ type: 'answer', call: this.#id, seq, at, session, status },
      ...facts,
    });
  }

  #writeRequest(trailers: Headers, cut: boolean): WrittenRequest {
    const { redactor, rules, textLimits } = this.#recorder.options;
    this.#seq ??= this.#recorder.nextSeq();
    const headers = redactor.headers(this.#head.headers);
    const target = redactor.target(this.#head.target);
    const kept = this.#keep(this.#requestBody, this.#head, cut);
    const redactedTrailers = redactor.headers(trailers);
    const found = readRequest(
      {
        method: this.#head.method,
        target: target.target,
        contentType: headerValue(this.#head.headers, 'content-type'),
        body: kept.text,
      },
      textLimits,
    );
    const messages = this.#recorder.bounded(this.#id, found.messages);
    const kind = exchangeKind(this.#head, messages);
    const call = kind === 'call' ? callFacts(target.target, found.json, rules) : null;
    if (call !== null && !this.#recorder.keep.call(call.operation)) this.#id = -this.#id;
    const authorization = headerValue(headers.headers, 'authorization');
    const clientIds = clientIdsIn(messages ?? []);
    this.#recorder.decided(
      this.#recorder.sessions.requested({
        exchange: this.#id,
        connection: this.#connection,
        at: this.#startedAt,
        cookies: headerValues(headers.headers, 'cookie').flatMap(parseCookies),
        authorization,
        user: authorization === null ? null : basicUser(authorization),
        clientIds,
      }),
      this.#id,
    );
    const session = this.#recorder.sessions.sessionOf(this.#id);
    this.#recorder.request({
      id: this.#id,
      session,
      connection: this.#connection,
      seq: this.#seq,
      startedAt: this.#startedAt,
      method: this.#head.method,
      path: target.target,
      httpVersion: this.#head.httpVersion,
      headers: headers.headers,
      trailers: redactedTrailers.headers,
      body: kept.body,
      kind,
      operation: call?.operation ?? null,
      reference: call?.reference ?? null,
      redacted: [...headers.places, ...target.places, ...kept.places, ...redactedTrailers.places],
    });
    const clientId = clientIds.length === 1 ? (clientIds[0] ?? null) : null;
    this.#request = { kind, path: target.target, clientId };
    writeMessages(this.#recorder, {
      exchange: this.#id,
      direction: 'to-server',
      messages: messages ?? [],
      clientId: null,
      places: kept.places,
    });
    if (call !== null) {
      this.#recorder.count(this.#id < 0 ? 'notNamed' : 'calls');
      this.#recorder.correlate({
        type: 'call',
        call: this.#id,
        seq: this.#seq,
        at: this.#startedAt,
        session,
        method: this.#head.method,
        path: target.target,
        operation: call.operation,
        reference: call.reference,
      });
    }
    return this.#request;
  }

  #writeResponse(request: WrittenRequest, outcome: ExchangeEnd, trailers: Headers): void {
    const { redactor, clock, textLimits } = this.#recorder.options;
    const head = this.#responseHead;
    const at = clock.now();
    const headers = head === null ? null : redactor.headers(head.headers);
    const kept =
      head === null
        ? { body: null, places: [], text: null }
        : this.#keep(this.#responseBody, head, outcome !== 'complete');
    const redactedTrailers = redactor.headers(trailers);
    const messages =
      request.kind === 'bayeux' && head !== null && kept.text !== null
        ? this.#recorder.bounded(
            this.#id,
            messagesOfResponse(
              {
                contentType: headerValue(head.headers, 'content-type'),
                body: kept.text,
              },
              textLimits,
            ),
          )
        : null;
    const { method } = this.#head;
    const telling =
      request.kind === 'call' ? this.#recorder.answerMembers : tellingMembers(method, request.path);
    const json =
      telling === null || kept.text === null
        ? null
        : tryParseMembers(kept.text, telling, textLimits);
    if (kept.text !== null) this.#recorder.toldDesktop(kept.text, this.#host);
    // Of a websocket they were told when it was opened; what its cookies mean may have changed since.
    if (this.#websocket === null) {
      const asksForMe = isMe(method, request.path);
      const me = asksForMe ? member(json ?? undefined, 'user') : undefined;
      const clientIds = knownClientIds(messages ?? [], request.clientId);
      this.#tellSessions(headers?.headers ?? [], at, clientIds, stringMember(me, 'userName'));
    }
    writeMessages(this.#recorder, {
      exchange: this.#id,
      direction: 'to-desktop',
      messages: messages ?? [],
      clientId: request.clientId,
      places: kept.places,
    });
    const answer = answerFacts(json, this.#recorder.options.rules);
    const status = head?.status ?? null;
    const seq = this.#recorder.nextSeq();
    this.#recorder.response({
      exchange: this.#id,
      seq,
      endedAt: at,
      status,
      reason: head === null ? null : redactor.json(head.reason).text,
      httpVersion: head?.httpVersion ?? null,
      outcome,
      headers: headers?.headers ?? null,
      trailers: redactedTrailers.headers,
      body: kept.body,
      reference: request.kind === 'call' ? answer.reference : null,
      redacted: [...(headers?.places ?? []), ...kept.places, ...redactedTrailers.places],
    });
    const version = serverVersion({ method, path: request.path, status, outcome, json });
    if (version !== null) this.#recorder.versions.seen(version);
    if (request.kind === 'call') this.#answered(seq, at, status, answer);
  }

  /** By which the desktop knows the recorder. */
  get #host(): string | null {
    return headerValue(this.#head.headers, 'host');
  }

  #tellSessions(
    headers: Headers,
    at: number,
    newClientIds: readonly string[],
    user: string | null,
  ): void {
    const setCookies = headerValues(headers, 'set-cookie').map(cookieSet);
    const answer = { exchange: this.#id, at, setCookies, newClientIds, user };
    this.#recorder.decided(this.#recorder.sessions.answered(answer));
  }

  #keep(capture: BodyCapture, head: RequestHead | ResponseHead, cut: boolean): KeptBody {
    return keepCaptured(capture, head, cut, this.#recorder.options);
  }
}
