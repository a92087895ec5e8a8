import os from 'node:os';
import { type Check, fine, warning } from '../check.js';

const mebi = 1024 * 1024;
/** Bytes with which a recorder has room for bodies of the default limit. */
const enough = 256 * mebi;

/** Whether there is memory left, within the limit of a container, too. */
export function memoryCheck(): Check {
  const { availableMemory } = process as { readonly availableMemory?: () => number };
  // Node 20 has had it since 20.13; elsewhere what is free will do.
  return memoryFor(availableMemory?.call(process) ?? os.freemem(), os.totalmem());
}

/**
 * @param available bytes that this process may still have
 * @param total bytes of the machine
 */
export function memoryFor(available: number, total: number): Check {
  const found = `${megabytes(available)} of memory available, of ${megabytes(total)}`;
  if (available >= enough) return fine('memory', found);
  return warning(
    'memory',
    found,
    `free some, or raise the container's limit: with less than ${megabytes(enough)} lower --max-body and --max-connections`,
  );
}

const megabytes = (bytes: number): string => `${Math.round(bytes / mebi)} MiB`;
