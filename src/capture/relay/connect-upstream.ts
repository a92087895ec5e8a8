import type { Socket } from 'node:net';
import { confirmFin } from './confirm-fin.js';
import { dial, whenConnected } from './dial.js';
import { probeWhilePaused } from './probe-while-paused.js';
import type { RelayContext } from './relay-context.js';
import { type UnreachableReason, unreachableReason } from './unreachable-reason.js';

/** What an upstream connection reports. */
export interface UpstreamEvents {
  data(bytes: Buffer): void;
  /** It takes more bytes again. */
  drained(): void;
  /** No connection could be made. */
  unreachable(reason: UnreachableReason): void;
  /** The server sends nothing more: a FIN, or it reset the connection. */
  ended(kind: 'fin' | 'rst'): void;
}

/** Connects to the target; what is written meanwhile waits. */
export function connectUpstream(to: RelayContext, events: UpstreamEvents): Socket {
  const upstream = dial(to);
  to.targetWatch.begins(upstream);
  probeWhilePaused(upstream, to.clock);
  let connected = false;
  let failure: NodeJS.ErrnoException | undefined;
  whenConnected(upstream, () => {
    connected = true;
  });
  upstream.on('data', (bytes) => events.data(bytes));
  upstream.on('drain', () => events.drained());
  upstream.on('end', () => {
    // In the middle of a TLS handshake it is a failure, which follows.
    if (connected) confirmFin(upstream, () => events.ended('fin'));
  });
  upstream.on('error', (error) => {
    failure = error;
  });
  upstream.on('close', () => {
    if (failure === undefined) return;
    if (connected) events.ended('rst');
    else events.unreachable(unreachableReason(upstream, failure));
  });
  return upstream;
}
