import { connect, type Socket } from 'node:net';
import { valuesOf } from '../http1/fields.js';
import type { Limits } from '../http1/limits.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import { type RequestEvent, requestReader } from '../http1/request-reader.js';
import type { WireSink } from '../wire.js';
import { Answers } from './answers.js';
import { editRequestHead } from './edit-request-head.js';
import { InFlight } from './in-flight.js';
import { leadingOrigin, originOfHost } from './origin.js';
import { outlet } from './outlet.js';
import { type OwnAnswer, ownAnswer } from './own-answer.js';

/** What all connections of a relay share. */
export interface RelayContext {
  readonly target: URL;
  readonly keepHost: boolean;
  readonly sink: WireSink;
  readonly limits: Limits;
  /** Milliseconds that a desktop has to close, once nothing more will be answered. */
  readonly lingerMs: number;
  /** The origin of the address that desktops connect to. */
  readonly listenOrigin: string;
}

/**
 * One desktop's connection and the one upstream connection that belongs to it. What happens on one side
 * happens on the other: bytes, FIN, RST, and who waits for whom.
 */
export class Connection {
  readonly #desktop: Socket;
  readonly #context: RelayContext;
  readonly #number: number;
  readonly #reader;
  readonly #answers: Answers;
  #upstream: Socket | undefined;
  /** The exchange whose request is coming in. */
  #current: InFlight | undefined;
  /** Why the server could not be reached for the request that is coming in. */
  #unreachable: string | undefined;
  /** Is given once earlier answers are out. */
  #refusal: OwnAnswer | undefined;
  /** Nothing that the desktop still sends is read. */
  #deaf = false;
  /** The relay itself has closed the way to the desktop. */
  #hungUp = false;
  #desktopEnded = false;
  #stopping = false;

  /** @param number the connection's number, counted from 1 */
  constructor(desktop: Socket, number: number, context: RelayContext) {
    this.#desktop = desktop;
    this.#number = number;
    this.#context = context;
    this.#reader = requestReader(context.limits);
    const way = outlet(desktop, () => this.#resumeUpstream());
    this.#answers = new Answers(way, context.target, context.limits, {
      answered: () => this.#giveRefusal(),
      unasked: () => {
        this.#deaf = true;
      },
      broken: () => this.#cut('cut-by-server'),
    });
    this.#listenToDesktop();
  }

  /** Ends the connection: held answers get their bytes, all else is let go. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#deaf = true;
    this.#upstream?.destroy();
    // A FIN in the middle of a body could look like its end.
    if (this.#answers.waiting[0]?.answering) this.#answers.outlet.reset();
    else this.#answers.outlet.end();
    this.#desktop.once('finish', () => this.#desktop.destroy());
    this.#desktop.resume();
  }

  #listenToDesktop(): void {
    const desktop = this.#desktop;
    let reset = false;
    desktop.on('data', (bytes) => this.#read(bytes));
    desktop.on('end', () => this.#onDesktopEnd());
    desktop.on('error', () => {
      reset = true;
    });
    desktop.on('close', () => {
      if (reset) this.#upstream?.resetAndDestroy();
      else this.#upstream?.destroy();
      this.#endAll('cut-by-desktop');
    });
  }

  #read(bytes: Buffer): void {
    if (this.#deaf) return;
    this.#upstream?.cork();
    for (const event of this.#reader.read(bytes)) {
      this.#onRequest(event);
      if (this.#deaf) break;
    }
    this.#upstream?.uncork();
    if (this.#upstream?.writableNeedDrain) this.#desktop.pause();
  }

  #onRequest(event: RequestEvent): void {
    switch (event.type) {
      case 'head':
        this.#begin(event.parsed);
        break;
      case 'body':
        this.#current?.requestBody(event.payload);
        if (this.#unreachable === undefined) this.#upstream?.write(event.wire);
        break;
      case 'end':
        this.#current?.requestEnd(event.trailers);
        this.#current = undefined;
        if (this.#unreachable !== undefined) this.#answerUnreachable(this.#unreachable);
        break;
      case 'refused':
        this.#refuse({ status: event.status, text: event.reason, close: true });
        break;
      case 'broken':
        this.#cut('cut-by-desktop');
        break;
    }
  }

  #begin(parsed: ParsedRequestHead): void {
    const { head, fields } = parsed;
    const { listenOrigin, target, keepHost, sink } = this.#context;
    const desktopOrigin = originOfHost(valuesOf(fields, 'host')[0]) ?? listenOrigin;
    const ownOrigins = [leadingOrigin(desktopOrigin)?.origin ?? desktopOrigin, listenOrigin];
    const exchange = new InFlight(head, desktopOrigin, sink.exchange(this.#number, head));
    this.#current = exchange;
    this.#unreachable = undefined;
    this.#answers.expect(exchange);
    this.#upstream ??= this.#connect();
    this.#upstream.write(editRequestHead(parsed, { target, ownOrigins, keepHost }));
  }

  #connect(): Socket {
    const { target } = this.#context;
    const upstream = connect({
      host: target.hostname.replace(/^\[|\]$/g, ''),
      port: Number(target.port || 80),
      allowHalfOpen: true,
      noDelay: true,
    });
    let connected = false;
    let failure: Error | undefined;
    upstream.cork();
    upstream.on('connect', () => {
      connected = true;
    });
    upstream.on('data', (bytes) => {
      this.#answers.read(bytes);
      if (this.#answers.outlet.full) upstream.pause();
    });
    upstream.on('drain', () => this.#desktop.resume());
    upstream.on('end', () => this.#onServerEnd('fin'));
    upstream.on('error', (error) => {
      failure = error;
    });
    upstream.on('close', () => {
      if (this.#stopping || this.#desktop.destroyed) return;
      this.#desktop.resume();
      if (!connected) this.#onUnreachable(failure);
      else if (failure !== undefined) this.#onServerEnd('rst');
    });
    return upstream;
  }

  #resumeUpstream(): void {
    if (!this.#answers.outlet.full) this.#upstream?.resume();
  }

  #onDesktopEnd(): void {
    this.#desktopEnded = true;
    if (this.#upstream !== undefined) {
      this.#upstream.end();
    } else if (this.#refusal === undefined && !this.#stopping) {
      this.#endAll('cut-by-desktop');
      this.#answers.outlet.end();
    }
  }

  /** The server sends nothing more: the desktop gets the same end, behind all that came. */
  #onServerEnd(kind: 'fin' | 'rst'): void {
    this.#refusal = undefined;
    if (kind === 'fin') this.#answers.finish();
    while (!this.#answers.none) {
      const desktopLeft = this.#desktopEnded && !this.#answers.waiting[0]?.answering;
      this.#answers.answer(desktopLeft ? 'cut-by-desktop' : 'cut-by-server', []);
    }
    if (kind === 'fin') {
      this.#answers.outlet.end();
      this.#linger();
    } else {
      this.#deaf = true;
      this.#answers.outlet.reset();
    }
  }

  /** No connection could be made: each request gets a 502, and the next one tries again. */
  #onUnreachable(failure: Error | undefined): void {
    this.#upstream = undefined;
    const { code } = (failure ?? {}) as NodeJS.ErrnoException;
    const reason = `can't reach ${this.#context.target.origin} (${code ?? failure?.message ?? 'closed'})`;
    for (const exchange of [...this.#answers.waiting]) {
      if (exchange === this.#current && !waitsForContinue(exchange)) this.#unreachable = reason;
      else this.#answerUnreachable(reason);
    }
    if (this.#desktopEnded) this.#onDesktopEnd();
  }

  #answerUnreachable(reason: string): void {
    const [exchange] = this.#answers.waiting;
    if (exchange === undefined) return;
    const { method, httpVersion } = exchange.head;
    const close = httpVersion === '1.0' || saysClose(exchange) || !exchange.requestDone;
    const answer = ownAnswer({ status: 502, text: reason, close, head: method === 'HEAD' });
    this.#unreachable = undefined;
    this.#answers.answer('unreachable', this.#hungUp ? [] : [answer]);
    if (close && !this.#hungUp) this.#hangUp();
    this.#giveRefusal();
  }

  #refuse(answer: OwnAnswer): void {
    this.#context.sink.refused(this.#number, answer.text);
    this.#deaf = true;
    this.#refusal = answer;
    this.#giveRefusal();
  }

  #giveRefusal(): void {
    if (this.#refusal === undefined || !this.#answers.none) return;
    this.#answers.outlet.write([ownAnswer(this.#refusal)]);
    this.#hangUp();
  }

  /** Closes the connection from here, behind all that was written. */
  #hangUp(): void {
    this.#deaf = true;
    this.#hungUp = true;
    this.#refusal = undefined;
    this.#answers.outlet.end();
    this.#upstream?.end();
    this.#linger();
  }

  /** A desktop that does not close in its turn is not waited for forever. */
  #linger(): void {
    this.#desktop.setTimeout(this.#context.lingerMs, () => this.#desktop.destroy());
  }

  /** One side broke the framing: nothing more can be passed on, either way. */
  #cut(outcome: 'cut-by-server' | 'cut-by-desktop'): void {
    this.#deaf = true;
    this.#refusal = undefined;
    while (!this.#answers.none) this.#answers.answer(outcome, []);
    this.#upstream?.destroy();
    this.#answers.outlet.reset();
  }

  #endAll(outcome: 'cut-by-desktop'): void {
    while (!this.#stopping && !this.#answers.none) this.#answers.answer(outcome, []);
  }
}

function headerList({ head }: InFlight, name: string): readonly string[] {
  return head.headers
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value.split(','))
    .map((member) => member.trim().toLowerCase());
}

function saysClose(exchange: InFlight): boolean {
  return headerList(exchange, 'connection').includes('close');
}

// RFC 9110 §10.1.1: its body comes only after an answer, so the answer can't wait for the body.
function waitsForContinue(exchange: InFlight): boolean {
  return headerList(exchange, 'expect').includes('100-continue');
}
