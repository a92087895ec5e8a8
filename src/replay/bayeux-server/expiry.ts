import type { Clock } from '../../time/clock.js';
import type { BayeuxClient } from './bayeux-client.js';

/** Lets clients expire that do not connect in time. */
export interface Expiry {
  /** From now on the client has so long to connect. */
  awaitConnect(client: BayeuxClient): void;
  /** What a client says between its connects shows that it is there (CometD's `cancelExpiration`). */
  prolong(client: BayeuxClient): void;
  /** It connects, or has disconnected. */
  callOff(client: BayeuxClient): void;
  /** None expires any more. */
  close(): void;
}

/** @param ms milliseconds that a client has; null: none ever expires */
export function expiry(clock: Clock, ms: number | null): Expiry {
  const awaited = new Map<BayeuxClient, () => void>();
  let closed = false;

  function callOff(client: BayeuxClient): void {
    awaited.get(client)?.();
    awaited.delete(client);
  }

  function awaitConnect(client: BayeuxClient): void {
    callOff(client);
    if (ms === null || client.gone || closed) return;
    const end = clock.after(ms, () => {
      awaited.delete(client);
      client.expire();
    });
    awaited.set(client, end);
  }

  return {
    awaitConnect,
    callOff,
    prolong: (client) => {
      if (awaited.has(client)) awaitConnect(client);
    },
    close() {
      closed = true;
      for (const client of [...awaited.keys()]) callOff(client);
    },
  };
}
