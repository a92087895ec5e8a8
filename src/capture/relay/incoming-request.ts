import type { Socket } from 'node:net';
import type { Headers } from '../../recording/exchange.js';
import type { HeldRequest } from '../rewrite/held-request.js';
import { waitsForContinue } from './head-says.js';
import type { InFlight } from './in-flight.js';
import type { RoutedRequest } from './route-request.js';

/**
 * The request that is coming in on one connection. Its exchange is told of it, and it goes on to the server: as it
 * comes, or once it is whole, or not at all where no connection could be made.
 */
export class IncomingRequest {
  #exchange: InFlight | undefined;
  /** What has come of it, if it is kept back until it is whole. */
  #held: HeldRequest | null = null;
  #unreachable: string | undefined;

  begin({ exchange, headFor, hold }: RoutedRequest, server: Socket): void {
    this.#exchange = exchange;
    this.#unreachable = undefined;
    this.#held = hold();
    if (this.#held === null) server.write(headFor());
  }

  body(payload: readonly Buffer[], wire: Buffer, server: Socket | undefined): void {
    this.#exchange?.requestBody(payload);
    if (this.#held !== null) this.#held.body(payload);
    else if (this.#unreachable === undefined) server?.write(wire);
  }

  /** It is whole. */
  end(trailers: Headers, server: Socket | undefined): void {
    this.#exchange?.requestEnd(trailers);
    this.#passHeld((held) => held.end(), server);
    this.#exchange = undefined;
  }

  /** No more of it will come: what was kept back goes on as it is. */
  cut(server: Socket): void {
    this.#passHeld((held) => held.cut(), server);
  }

  /**
   * The server could not be reached for an exchange.
   *
   * @returns whether the answer must wait until the request is whole; then `unreachable` says why it was
   */
  goesNowhere(exchange: InFlight, reason: string): boolean {
    if (exchange !== this.#exchange || waitsForContinue(exchange.parsed)) return false;
    this.#unreachable = reason;
    return true;
  }

  /** Why the server could not be reached for it, until it is answered. */
  get unreachable(): string | undefined {
    return this.#unreachable;
  }

  answered(): void {
    this.#unreachable = undefined;
  }

  #passHeld(bytes: (held: HeldRequest) => Buffer, server: Socket | undefined): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null && this.#unreachable === undefined) server?.write(bytes(held));
  }
}
