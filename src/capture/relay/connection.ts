import type { Socket } from 'node:net';
import { valuesOf } from '../http1/fields.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import type { RequestEvent } from '../http1/request-reader.js';
import type { HeldRequest } from '../rewrite/held-request.js';
import type { ChangedBody } from '../rewrite/passage.js';
import { Answers } from './answers.js';
import { confirmFin } from './confirm-fin.js';
import { connectUpstream } from './connect-upstream.js';
import { editRequestHead } from './edit-request-head.js';
import { asksForWebsocket, saysClose, waitsForContinue } from './head-says.js';
import { InFlight } from './in-flight.js';
import { Inflow, type Late } from './inflow.js';
import { limitLinger, linger, lingerToStop } from './linger.js';
import { originOfHost } from './origin.js';
import { outlet } from './outlet.js';
import { badGateway, type OwnAnswer, ownAnswer } from './own-answer.js';
import type { RelayContext } from './relay-context.js';
import { resetConnection } from './reset-connection.js';
import { describeDistrust, type UnreachableReason } from './unreachable-reason.js';
import { upgradeOf } from './websocket-door.js';

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
  #upstream: Socket | undefined;
  /** The exchange whose request is coming in. */
  #current: InFlight | undefined;
  /** What has come of that request, if it is kept back until it is whole. */
  #held: HeldRequest | null = null;
  /** Why the server could not be reached for the request that is coming in. */
  #unreachable: string | undefined;
  /** Is given once earlier answers are out. */
  #refusal: OwnAnswer | undefined;
  #isWebsocket = false;
  /** Ends the websocket that this connection has become. */
  #stopWebsocket: (() => void) | undefined;
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
    return this.#isWebsocket;
  }

  /** Ends the connection: held answers get their bytes, all else is let go and stays open. */
  stop(): void {
    this.#inflow.stop();
    this.#upstream?.destroy();
    if (this.#stopWebsocket !== undefined) {
      this.#stopWebsocket();
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
    const waits = this.#inflow.paused && this.#stopWebsocket === undefined;
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
        this.#current?.requestBody(event.payload);
        if (this.#held !== null) this.#held.body(event.payload);
        else if (this.#unreachable === undefined) this.#upstream?.write(event.wire);
        break;
      case 'end':
        this.#current?.requestEnd(event.trailers);
        this.#passHeld((held) => held.end());
        this.#current = undefined;
        if (this.#unreachable !== undefined) this.#answerUnreachable(this.#unreachable);
        break;
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
    const { listenOrigin, target, keepHost, sink, scheme } = this.#context;
    const websocket = asksForWebsocket(parsed);
    if (websocket && !(this.#answers.none && this.#answers.outlet.idle)) {
      const text = 'a websocket can be opened only when no answer is outstanding';
      this.#refuse({ status: 400, text, close: true });
      return;
    }
    const desktopOrigin = originOfHost(valuesOf(parsed.fields, 'host')[0], scheme) ?? listenOrigin;
    const ownOrigins = [desktopOrigin, listenOrigin];
    const headFor = (changed?: ChangedBody): Buffer =>
      editRequestHead(parsed, { target, ownOrigins, keepHost }, changed);
    const observer = sink.exchange(this.#number, parsed.head);
    const exchange = new InFlight(parsed, desktopOrigin, observer);
    if (websocket) {
      this.#handOver(exchange, Buffer.concat([headFor(), after]));
      return;
    }
    this.#current = exchange;
    this.#unreachable = undefined;
    this.#answers.expect(exchange);
    this.#upstream ??= this.#connect();
    this.#held = this.#context.rewriting?.requests?.hold(parsed, ownOrigins, headFor) ?? null;
    if (this.#held === null) this.#upstream.write(headFor());
  }

  /** What was kept back of a request goes on. */
  #passHeld(bytes: (held: HeldRequest) => Buffer): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null && this.#unreachable === undefined) this.#upstream?.write(bytes(held));
  }

  /** The connection becomes a websocket's, with an upstream connection of its own. */
  #handOver(exchange: InFlight, bytes: Buffer): void {
    this.#inflow.stop();
    this.#stopWebsocket = () => {
      exchange.abandon();
      this.#desktop.destroy();
    };
    this.#upstream?.destroy();
    this.#upstream = undefined;
    this.#desktop.off('data', this.#onData);
    this.#desktop.off('end', this.#onEnd);
    exchange.requestEnd([]);
    const upgrade = upgradeOf(this.#context, this.#desktop, exchange, (stop) => {
      this.#isWebsocket = true;
      this.#stopWebsocket = stop;
    });
    this.#context.websockets.take(upgrade, bytes);
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
      this.#passHeld((held) => held.cut());
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
      if (exchange === this.#current && !waitsForContinue(exchange.parsed)) {
        this.#unreachable = reason;
      } else {
        this.#answerUnreachable(reason);
      }
    }
    this.#inflow.goOn();
    if (this.#desktopEnded) this.#onDesktopEnd();
  }

  #answerUnreachable(text: string): void {
    const [exchange] = this.#answers.waiting;
    if (exchange === undefined) return;
    this.#unreachable = undefined;
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
