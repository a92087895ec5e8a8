import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.js';
import { whenConnected } from './dial.js';
import { unreachableReason } from './unreachable-reason.js';

/** Gives connections to the target their time, and tells once when it is down and once when it is back. */
export class TargetWatch {
  #down = false;

  /** @param limit milliseconds that a connection may take, its TLS handshake included */
  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
    private readonly onNotice: (message: string) => void,
  ) {}

  /** A connection begins. If it takes too long it fails with the code `ETIMEDOUT`. */
  begins(socket: Socket): void {
    let made = false;
    const callOff = this.clock.after(this.limit, () => {
      const error = new Error(`no answer within ${this.limit} ms`);
      socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
    });
    whenConnected(socket, () => {
      made = true;
      callOff();
      if (this.#down) this.onNotice('the target is back');
      this.#down = false;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (made || this.#down) return;
      const { text, distrusted } = unreachableReason(socket, error);
      // It is there; what is wrong with its certificate is told elsewhere.
      if (distrusted) return;
      this.#down = true;
      this.onNotice(`the target can't be reached (${text}); desktops get 502 until it is back`);
    });
    socket.once('close', callOff);
  }
}
