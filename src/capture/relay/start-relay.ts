import type { Socket } from 'node:net';
import { listen } from '../../listen.js';
import { hostPort, type ListenAddress } from '../../listen-address.js';
import { type Clock, systemClock } from '../../time/clock.js';
import { BodyBudget } from '../body-budget.js';
import { limitsOf } from '../limit-options.js';
import { AnswerRewriter } from '../rewrite/answer-rewriter.js';
import { RequestRewriter } from '../rewrite/request-rewriter.js';
import type { Rewriting } from '../rewrite/rewriting.js';
import type { WireSink } from '../wire.js';
import { Connection } from './connection.js';
import { type DoorCertificate, desktopDoor } from './desktop-door.js';
import type { Trust } from './dial.js';
import { LimitNotices } from './limit-notices.js';
import { Notices } from './notices.js';
import type { RelayContext } from './relay-context.js';
import { type RelayLimits, relayLimits } from './relay-limits.js';
import { TargetWatch } from './target-watch.js';
import { turnAway } from './turn-away.js';
import { WebsocketDoor } from './websocket-door.js';

export interface RelayOptions {
  /** The server that all requests go to: an origin, http or https. */
  readonly target: URL;
  /** How an https target is trusted. */
  readonly trust?: Trust;
  /** Where desktops connect; port 0 picks a free one. */
  readonly listen: ListenAddress;
  /** Desktops must speak https, and are shown this certificate. */
  readonly certificate?: DoorCertificate;
  /** Exchange the origins of the server and the recorder in bodies, too. */
  readonly rewriteOrigin?: boolean;
  /**
   * Told what the operator should know, each matter once: that the target can't be reached and that it is back, too;
   * of each limit that desktops reach once a minute at most.
   */
  readonly onNotice?: (message: string) => void;
  /** Leave `Host`, `Origin` and `Referer` as the desktop sent them. */
  readonly keepHost: boolean;
  /** Told of all that passes. */
  readonly sink: WireSink;
  /** By default those of `record`. */
  readonly limits?: Partial<RelayLimits>;
  /** Milliseconds that a desktop has to close its side, once nothing more will be answered; 30 s. */
  readonly lingerMs?: number;
  /** What the limits in time go by; the machine's clock. */
  readonly clock?: Clock;
}

/** Desktops for which there is no room that are told so at once; more are cut off without a word. */
const MAX_TURNED_AWAY = 100;
/** Milliseconds that they have to read it. */
const TURNED_AWAY_LINGER = 1_000;

/** A relay at work. */
export interface Relay {
  /** Where desktops reach it: `http://host:port` or `https://host:port` as bound. */
  readonly url: string;
  /** Connections of desktops that are open now. */
  open(): { readonly desktops: number; readonly websockets: number };
  /**
   * Stops accepting, and lets all connections go; answers that are held get their bytes once they are
   * released. Exchanges without an answer get no `end`: they stay open. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * Passes the bytes of desktops on to one server and back, and tells a sink what passes.
 *
 * @throws AddressError if the address can't be bound
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const connections = new Map<Socket, Connection>();
  const turnedAway = new Set<Socket>();
  let count = 0;
  const limits = { ...relayLimits(limitsOf({})), ...options.limits };
  const door = desktopDoor(options.certificate, limits.headTimeout);
  const { server, scheme } = door;
  const { address, port } = await listen(server, options.listen, '--listen');
  const url = `${scheme}://${hostPort(address, port)}`;
  const clock = options.clock ?? systemClock();
  const { onNotice = () => {} } = options;
  const limitNotices = new LimitNotices(clock, onNotice);
  const notices = new Notices(onNotice);
  const context: RelayContext = {
    target: options.target,
    trust: options.trust,
    scheme,
    keepHost: options.keepHost,
    sink: options.sink,
    limits,
    clock,
    limitNotices,
    targetWatch: new TargetWatch(limits.connectTimeout, clock, onNotice),
    messages: new BodyBudget(16 * limits.message),
    lingerMs: options.lingerMs ?? 30_000,
    listenOrigin: new URL(url).origin,
    websockets: new WebsocketDoor(limits.requestHead),
    notices,
    rewriting:
      options.rewriteOrigin === true ? rewritingFor(options, limits.message, notices) : undefined,
  };
  const noRoom = (): string => {
    const text = `the limit of connections (${limits.connections}) is reached`;
    options.sink.refused(++count, text);
    limitNotices.noRoom(text);
    return text;
  };
  server.maxConnections = limits.connections + MAX_TURNED_AWAY;
  server.on('drop', noRoom);
  door.onDesktop((socket) => {
    if (connections.size >= limits.connections) {
      turnedAway.add(socket);
      socket.once('close', () => turnedAway.delete(socket));
      turnAway(socket, noRoom(), Math.min(TURNED_AWAY_LINGER, context.lingerMs));
      return;
    }
    connections.set(socket, new Connection(socket, ++count, context));
    socket.once('close', () => connections.delete(socket));
  });

  let closing: Promise<void> | undefined;
  return {
    url,
    open() {
      let websockets = 0;
      for (const { isWebsocket } of connections.values()) if (isWebsocket) websockets += 1;
      return { desktops: connections.size, websockets };
    },
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        door.hangUp();
        for (const connection of connections.values()) connection.stop();
        for (const socket of turnedAway) socket.destroy();
      });
      return closing;
    },
  };
}

function rewritingFor(
  { target, keepHost }: RelayOptions,
  limit: number,
  notices: Notices,
): Rewriting {
  const onUnchanged = (reason: string): void => {
    notices.once(
      `what may name ${target.origin} went to a desktop as it came, in spite of --rewrite-origin: ${reason}`,
    );
  };
  return {
    answers: new AnswerRewriter(target.origin, limit, onUnchanged),
    requests: keepHost ? null : new RequestRewriter(target.origin, limit),
  };
}
