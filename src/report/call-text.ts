import type { Outcome } from '../recording/exchange.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** What is left at least of a path or an operation. */
const SHORTEST = 12;
const LONGEST_METHOD = 12;
const LONGEST_OPERATION = 40;

/** A request in few words. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
}

/** `METHOD path operation` on one line of at most `width` characters if that can be: the path gives way first. */
export function callText({ method, path, operation }: Asked, width: number): string {
  const verb = shorten(printable(method), LONGEST_METHOD);
  const rest = width - [...verb].length - 1;
  const nameRoom = Math.min(LONGEST_OPERATION, Math.max(SHORTEST, rest - SHORTEST - 1));
  const name = operation === null ? '' : ` ${shorten(printable(operation), nameRoom)}`;
  const room = Math.max(SHORTEST, rest - [...name].length);
  // Cut before the escaping as well, for a path may be megabytes long.
  return `${verb} ${shorten(printable(shorten(path, room)), room)}${name}`;
}

/** HTTP status and the body's `statusCode`: `200/0`; only the first if there is no other. */
export function statusText(status: number | null, statusCode: number | null): string {
  if (status === null) return '–';
  return statusCode === null ? String(status) : `${status}/${statusCode}`;
}

/** What is worth saying of how an exchange ended; null if it ended as it should. */
export function outcomeText(outcome: Outcome): string | null {
  switch (outcome) {
    case 'complete':
      return null;
    case 'cut-by-server':
      return 'cut off by the server';
    case 'cut-by-desktop':
      return 'cut off by the desktop';
    case 'unreachable':
      return 'the server could not be reached: the recorder answered 502';
    case 'open':
      return 'open: no end recorded';
  }
}
