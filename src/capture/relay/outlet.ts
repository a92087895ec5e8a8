import type { Socket } from 'node:net';
import { Fifo } from './fifo.js';
import { resetConnection } from './reset-connection.js';

/**
 * The way out to one desktop: bytes go out in order, and stop before a gate that is not open yet.
 * The gate stands before the end of a response, until what was recorded of it is committed.
 */
export interface Outlet {
  write(bytes: readonly Buffer[]): void;
  /** Sets a gate and these bytes behind it; the returned function opens it, at any time, once or more. */
  hold(bytes: readonly Buffer[]): () => void;
  /** Sends a FIN behind all that was written. */
  end(): void;
  /** Sends a RST behind all that was written. */
  reset(): void;
  /** Whether more waits than should; `onReady` is called when that is over. */
  readonly full: boolean;
  /** Whether nothing waits at a gate. */
  readonly idle: boolean;
}

interface Gate {
  open: boolean;
}

/** Bytes that may wait behind a gate before the server is asked to pause. */
const MAX_WAITING = 256 * 1024;

/** @param onReady called when `full` may have ended */
export function outlet(socket: Socket, onReady: () => void): Outlet {
  const queue = new Fifo<Buffer | Gate | 'end' | 'reset'>();
  let waiting = 0;

  function drain(): void {
    const wasWaiting = waiting > 0;
    socket.cork();
    for (let item = queue.first; item !== undefined; item = queue.first) {
      if (typeof item === 'object' && 'open' in item && !item.open) break;
      queue.drop();
      if (item === 'end') socket.end();
      else if (item === 'reset') resetSocket(socket);
      else if (Buffer.isBuffer(item)) {
        waiting -= item.length;
        if (socket.writable) socket.write(item);
      }
    }
    socket.uncork();
    if (wasWaiting) onReady();
  }

  function push(item: Buffer | Gate | 'end' | 'reset'): void {
    queue.push(item);
    if (Buffer.isBuffer(item)) waiting += item.length;
  }

  socket.on('drain', onReady);
  return {
    write(pieces) {
      for (const piece of pieces) push(piece);
      drain();
    },
    hold(pieces) {
      const gate: Gate = { open: false };
      push(gate);
      for (const piece of pieces) push(piece);
      return () => {
        if (gate.open) return;
        gate.open = true;
        drain();
      };
    },
    end() {
      push('end');
      drain();
    },
    reset() {
      push('reset');
      drain();
    },
    get full() {
      return waiting > MAX_WAITING || socket.writableNeedDrain;
    },
    get idle() {
      return queue.length === 0;
    },
  };
}

/** RST once what was written is handed to the system, as the server's RST came behind its bytes. */
function resetSocket(socket: Socket): void {
  const reset = (): void => {
    resetConnection(socket);
  };
  if (!socket.writableEnded) socket.write('', reset);
  else if (socket.writableFinished) reset();
  else socket.once('finish', reset);
}
