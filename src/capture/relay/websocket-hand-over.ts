import type { Socket } from 'node:net';
import type { InFlight } from './in-flight.js';
import type { RelayContext } from './relay-context.js';
import { upgradeOf } from './websocket-door.js';

/** A desktop's connection that has been handed over to become a websocket's. */
export class WebsocketHandOver {
  #opened = false;
  #stop: () => void;

  /** @param bytes the request's head as it goes to the server, and all that came behind it */
  constructor(context: RelayContext, desktop: Socket, exchange: InFlight, bytes: Buffer) {
    this.#stop = () => {
      exchange.abandon();
      desktop.destroy();
    };
    exchange.requestEnd([]);
    const upgrade = upgradeOf(context, desktop, exchange, (stop) => {
      this.#opened = true;
      this.#stop = stop;
    });
    context.websockets.take(upgrade, bytes);
  }

  /** Whether the server has agreed to it. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Ends it from here; its exchange stays open, unless a side had closed it properly. */
  stop(): void {
    this.#stop();
  }
}
