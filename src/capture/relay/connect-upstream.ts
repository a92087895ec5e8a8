import { connect, type Socket } from 'node:net';
import { confirmFin } from './confirm-fin.js';
import { probeWhilePaused } from './probe-while-paused.js';
import type { RelayContext } from './relay-context.js';

/** What an upstream connection reports. */
export interface UpstreamEvents {
  data(bytes: Buffer): void;
  /** It takes more bytes again. */
  drained(): void;
  /** No connection could be made; `reason` is a word or two. */
  unreachable(reason: string): void;
  /** The server sends nothing more: a FIN, or it reset the connection. */
  ended(kind: 'fin' | 'rst'): void;
}

/** Connects to the target; what is written meanwhile waits. */
export function connectUpstream(
  { target, targetWatch, clock }: RelayContext,
  events: UpstreamEvents,
): Socket {
  const upstream = connect({
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: Number(target.port || 80),
    allowHalfOpen: true,
    noDelay: true,
  });
  targetWatch.begins(upstream);
  probeWhilePaused(upstream, clock);
  let connected = false;
  let failure: NodeJS.ErrnoException | undefined;
  upstream.on('connect', () => {
    connected = true;
  });
  upstream.on('data', (bytes) => events.data(bytes));
  upstream.on('drain', () => events.drained());
  upstream.on('end', () => confirmFin(upstream, () => events.ended('fin')));
  upstream.on('error', (error) => {
    failure = error;
  });
  upstream.on('close', () => {
    if (failure === undefined) return;
    if (connected) events.ended('rst');
    else events.unreachable(failure.code ?? failure.message);
  });
  return upstream;
}
