import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.js';
import type { BodyBudget } from '../body-budget.js';
import type { AnswerRewriter } from '../rewrite/answer-rewriter.js';
import type { Pushback } from '../wire.js';
import type { Trust } from './dial.js';
import type { ResponseRoute } from './edit-response-head.js';
import type { InFlight } from './in-flight.js';
import type { Notices } from './notices.js';
import { passUpgrade } from './pass-upgrade.js';
import type { RelayContext } from './relay-context.js';
import type { TargetWatch } from './target-watch.js';

/** A websocket that a desktop wants to open. */
export interface Upgrade {
  readonly desktop: Socket;
  readonly exchange: InFlight;
  readonly route: ResponseRoute;
  /** How the server is trusted, where it speaks https. */
  readonly trust: Trust | undefined;
  readonly notices: Notices;
  /** Exchanges origins in messages to the desktop; undefined if they pass as they are. */
  readonly rewriter: AnswerRewriter | undefined;
  readonly lingerMs: number;
  /** Bytes of a message that are inspected at most. */
  readonly maxMessage: number;
  /** For the messages of all websockets that are not whole yet. */
  readonly messages: BodyBudget;
  readonly targetWatch: TargetWatch;
  readonly clock: Clock;
  /** Asks to read less while the sink can't take more. */
  readonly pushback: Pushback | undefined;
  /** The websocket is open; `stop` ends it from here. */
  opened(stop: () => void): void;
}

/** @param opened the websocket is open; `stop` ends it from here */
export function upgradeOf(
  context: RelayContext,
  desktop: Socket,
  exchange: InFlight,
  opened: Upgrade['opened'],
): Upgrade {
  const { target, trust, notices, rewriting, lingerMs, limits, targetWatch, clock, sink } = context;
  const { messages } = context;
  return {
    desktop,
    exchange,
    route: { target, desktopOrigin: exchange.desktopOrigin, notices },
    trust,
    notices,
    rewriter: rewriting?.answers,
    lingerMs,
    maxMessage: limits.message,
    messages,
    targetWatch,
    clock,
    pushback: sink.pushback,
    opened,
  };
}

/**
 * Where upgrades leave the relay: http-proxy takes them, each with an upstream connection of its own. An
 * HTTP server that never listens is given the desktop's socket, because http-proxy wants Node's request.
 */
export class WebsocketDoor {
  readonly #upgrades = new WeakMap<Socket, Upgrade>();
  readonly #server: Server;

  /** @param maxHead bytes of a request's head that are passed on at most */
  constructor(maxHead: number) {
    // The names of the two authorities may make the head a little longer.
    this.#server = createServer({ maxHeaderSize: maxHead + 8192, requireHostHeader: false });
    this.#server.maxHeadersCount = 0;
    this.#server.on('upgrade', (request, socket: Socket, head) => {
      const upgrade = this.#upgrades.get(socket);
      if (upgrade === undefined) return;
      this.#upgrades.delete(socket);
      passUpgrade(upgrade, request, head);
    });
    // What Node reads otherwise than the relay did is not passed on.
    this.#server.on('request', (request) => request.socket.destroy());
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /**
   * Takes the desktop's socket over; nobody else may read from it any more.
   *
   * @param bytes the request's head as it goes to the server, and all that came behind it
   */
  take(upgrade: Upgrade, bytes: Buffer): void {
    const { desktop } = upgrade;
    this.#upgrades.set(desktop, upgrade);
    desktop.once('close', () => {
      if (this.#upgrades.delete(desktop)) upgrade.exchange.end('cut-by-desktop', [], () => {});
    });
    desktop.pause();
    desktop.unshift(bytes);
    this.#server.emit('connection', desktop);
    desktop.resume();
  }
}
