import type { Socket } from 'node:net';
import type { ParsedRequestHead } from '../http1/request-head.js';
import type { RequestEvent } from '../http1/request-reader.js';
import { Answers } from './answers.js';
import { confirmFin } from './confirm-fin.js';
import { connectUpstream } from './connect-upstream.js';
import { asksForWebsocket, saysClose } from './head-says.js';
import type { InFlight } from './in-flight.js';
import { IncomingRequest } from './incoming-request.js';
import { Inflow, type Late } from './inflow.js';
import { limitLinger, linger, lingerToStop } from './linger.js';
import { outlet } from './outlet.js';
import { badGateway, type OwnAnswer, ownAnswer } from './own-answer.js';
import type { RelayContext } from './relay-context.js';
import { resetConnection } from './reset-connection.js';
import { routeRequest } from './route-request.js';
import { describeDistrust, type UnreachableReason } from './unreachable-reason.js';
import { WebsocketHandOver } from './websocket-hand-over.js';

/**
 * One desktop's connection and the one upstream connection that belongs to it. What happens on one side
 * happens on the other: bytes, FIN, RST, and who waits for whom.
 */
export class Connection {
  readonly #desktop: Socket;
  readonly #number: number;
  readonly #context: RelayContext;
  readonly #inflow: Inflow;
  readonly #answers: Answers;
  readonly #incoming = new IncomingRequest();
  #upstream: Socket | undefined;
  /** Is given once earlier answers are out. */
  #refusal: OwnAnswer | undefined;
  /** What this connection has become, once a desktop has asked for a websocket on it. */
  #websocket: WebsocketHandOver | undefined;
  /** The relay itself has closed the way to the desktop. */
  #hungUp = false;
  #desktopEnded = false;
  #serverEnded = false;
  readonly #onData = (bytes: Buffer): void => this.#batched(() => this.#inflow.read(bytes));
  readonly #onEnd = (): void => confirmFin(this.#desktop, () => this.#onDesktopEnd());

  /** @param number the connection's number, counted from 1 */
  constructor(desktop: Socket, number: number, context: RelayContext) {
    this.#desktop = desktop;
    this.#number = number;
    this.#context = context;
    const way = outlet(desktop, () => {
      if (!way.full) this.#upstream?.resume();
      this.#goOn();
    });
    this.#answers = new Answers(way, context, context.limits, {
      answered: () => {
        this.#giveRefusal();
        this.#goOn();
      },
      unasked: () => this.#inflow.stop(),
      broken: (reason) => {
        context.limitNotices.answerCut(reason);
        this.#cut('cut-by-server');
      },
    });
    this.#inflow = new Inflow(desktop, context.limits, context.clock, {
      request: (event) => this.#onRequest(event),
      crowded: () => this.#answers.crowded,
      clogged: () =>
        this.#fills(() => this.#goOn()) || (this.#upstream?.writableNeedDrain ?? way.full),
      attended: () => this.#upstream !== undefined || !this.#answers.none || this.#desktopEnded,
      late: (what) => this.#onLate(what),
    });
    desktop.on('data', this.#onData);
    desktop.on('end', this.#onEnd);
    desktop.on('error', () => {});
    desktop.on('close', (reset) => {
      this.#inflow.stop();
      if (reset && this.#upstream !== undefined) resetConnection(this.#upstream);
      else this.#upstream?.destroy();
      this.#endAll(this.#serverEnded ? 'cut-by-server' : 'cut-by-desktop');
    });
  }

  /** Whether it has become a websocket that the server agreed to. */
  get isWebsocket(): boolean {
    return this.#websocket?.opened ?? false;
  }

  /** Ends the connection: held answers get their bytes, all else is let go and stays open. */
  stop(): void {
    this.#inflow.stop();
    this.#upstream?.destroy();
    if (this.#websocket !== undefined) {
      this.#websocket.stop();
      return;
    }
    const { outlet: way, waiting } = this.#answers;
    // A FIN in the middle of a body could look like its end.
    if (waiting[0]?.answering) way.reset();
    else way.end();
    for (const exchange of waiting) exchange.abandon();
    lingerToStop(this.#desktop, this.#context.lingerMs);
  }

  /** Something has changed that may have kept the desktop waiting. */
  #goOn(): void {
    const waits = this.#inflow.paused && this.#websocket === undefined;
    if (waits) this.#batched(() => this.#inflow.goOn());
  }

  /** What is written to the server meanwhile goes out together. */
  #batched(act: () => void): void {
    const upstream = this.#upstream;
    upstream?.cork();
    act();
    upstream?.uncork();
  }

  /** Whether the sink can't take more for now; `goOn` is called when that is over. */
  #fills(goOn: () => void): boolean {
    const { pushback } = this.#context.sink;
    if (!pushback?.full) return false;
    pushback.whenDrained(goOn);
    return true;
  }

  #onRequest(event: RequestEvent): void {
    switch (event.type) {
      case 'head':
        this.#begin(event.parsed, event.after);
        break;
      case 'body':
        this.#incoming.body(event.payload, event.wire, this.#upstream);
        break;
      case 'end': {
        this.#incoming.end(event.trailers, this.#upstream);
        const { unreachable } = this.#incoming;
        if (unreachable !== undefined) this.#answerUnreachable(unreachable);
        break;
      }
      case 'refused':
        this.#context.limitNotices.refused(event.status, event.reason);
        this.#refuse({ status: event.status, text: event.reason, close: true });
        break;
      case 'broken':
        this.#cut('cut-by-desktop');
        break;
    }
  }

  #begin(parsed: ParsedRequestHead, after: Buffer): void {
    const websocket = asksForWebsocket(parsed);
    if (websocket && !(this.#answers.none && this.#answers.outlet.idle)) {
      const text = 'a websocket can be opened only when no answer is outstanding';
      this.#refuse({ status: 400, text, close: true });
      return;
    }
    const request = routeRequest(parsed, this.#number, this.#context);
    if (websocket) {
      this.#handOver(request.exchange, Buffer.concat([request.headFor(), after]));
      return;
    }
    this.#answers.expect(request.exchange);
    this.#upstream ??= this.#connect();
    this.#incoming.begin(request, this.#upstream);
  }

  /** The connection becomes a websocket's, with an upstream connection of its own. */
  #handOver(exchange: InFlight, bytes: Buffer): void {
    this.#inflow.stop();
    this.#upstream?.destroy();
    this.#upstream = undefined;
    this.#desktop.off('data', this.#onData);
    this.#desktop.off('end', this.#onEnd);
    this.#websocket = new WebsocketHandOver(this.#context, this.#desktop, exchange, bytes);
  }

  #connect(): Socket {
    const upstream = connectUpstream(this.#context, {
      data: (bytes) => {
        this.#answers.read(bytes);
        if (this.#answers.outlet.full || this.#fills(() => upstream.resume())) upstream.pause();
      },
      drained: () => this.#goOn(),
      unreachable: (reason) => this.#onUnreachable(reason),
      ended: (kind) => this.#onServerEnd(kind),
    });
    return upstream;
  }

  #onDesktopEnd(): void {
    this.#desktopEnded = true;
    this.#inflow.ended();
    if (this.#upstream !== undefined) {
      this.#incoming.cut(this.#upstream);
      this.#upstream.end();
    } else if (this.#refusal === undefined) {
      this.#endAll('cut-by-desktop');
      this.#answers.outlet.end();
    }
  }

  /** The server sends nothing more: the desktop gets the same end, behind all that came. */
  #onServerEnd(kind: 'fin' | 'rst'): void {
    this.#serverEnded = true;
    if (kind === 'fin') this.#answers.finish();
    this.#refusal = undefined;
    // Whoever hung up first has cut it: a server may close because the desktop did.
    this.#endAll(this.#desktopEnded ? 'cut-by-desktop' : 'cut-by-server');
    if (kind === 'rst') {
      this.#inflow.stop();
      this.#answers.outlet.reset();
      this.#goOn();
    } else if (!this.#hungUp) {
      this.#answers.outlet.end();
      limitLinger(this.#desktop, this.#context.lingerMs);
      this.#goOn();
    }
  }

  /** No connection could be made: each request gets a 502, and the next one tries again. */
  #onUnreachable({ text, distrusted }: UnreachableReason): void {
    const { target, notices } = this.#context;
    this.#upstream = undefined;
    const reason = `can't reach ${target.origin} (${text})`;
    if (distrusted) notices.once(describeDistrust(target, text));
    for (const exchange of [...this.#answers.waiting]) {
      if (!this.#incoming.goesNowhere(exchange, reason)) this.#answerUnreachable(reason);
    }
    this.#inflow.goOn();
    if (this.#desktopEnded) this.#onDesktopEnd();
  }

  #answerUnreachable(text: string): void {
    const [exchange] = this.#answers.waiting;
    if (exchange === undefined) return;
    this.#incoming.answered();
    const close = saysClose(exchange.parsed) || !exchange.requestDone;
    const answer = badGateway(exchange.parsed.head.method, text, close);
    this.#answers.answer('unreachable', this.#hungUp ? [] : [answer]);
    if (close && !this.#hungUp) this.#hangUp();
    this.#giveRefusal();
  }

  #onLate(what: Late): void {
    this.#context.limitNotices.late(what);
    if (what === 'first byte') this.#hangUp();
    else if (what === 'body') this.#cut('cut-by-desktop');
    else this.#refuse({ status: 408, text: 'the request head came too slowly', close: true });
  }

  #refuse(answer: OwnAnswer): void {
    this.#context.sink.refused(this.#number, answer.text);
    this.#inflow.stop();
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
    this.#inflow.stop();
    this.#hungUp = true;
    this.#refusal = undefined;
    this.#answers.outlet.end();
    this.#upstream?.end();
    linger(this.#desktop, this.#context.lingerMs);
  }

  /** One side broke the framing: nothing more can be passed on, either way. */
  #cut(outcome: 'cut-by-server' | 'cut-by-desktop'): void {
    this.#inflow.stop();
    this.#refusal = undefined;
    this.#endAll(outcome);
    this.#upstream?.destroy();
    this.#answers.outlet.reset();
    this.#goOn();
  }

  #endAll(outcome: 'cut-by-server' | 'cut-by-desktop'): void {
    while (!this.#answers.none) this.#answers.answer(outcome, []);
  }
}
