import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.js';
import { unreachableReason } from './unreachable-reason.js';

/** Whether connections to the target can be made, and why not. */
export type OnTarget = (state: 'down' | 'up', reason: string) => void;

/** Gives connections to the target their time, and tells once when it is down and once when it is back. */
export class TargetWatch {
  #down = false;

  /** @param limit milliseconds that a connection may take */
  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
    private readonly onTarget: OnTarget,
  ) {}

  /** A connection begins. If it takes too long it fails with the code `ETIMEDOUT`. */
  begins(socket: Socket): void {
    let made = false;
    const callOff = this.clock.after(this.limit, () => {
      const error = new Error(`no answer within ${this.limit} ms`);
      socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
    });
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      made = true;
      callOff();
      if (this.#down) this.onTarget('up', 'connections can be made again');
      this.#down = false;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (made || this.#down) return;
      const { text, distrusted } = unreachableReason(socket, error);
      // It is there; what is wrong with its certificate is told elsewhere.
      if (distrusted) return;
      this.#down = true;
      this.onTarget('down', text);
    });
    socket.once('close', callOff);
  }
}
