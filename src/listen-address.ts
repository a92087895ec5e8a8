import { UsageError } from './errors.js';

/** Where a command listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

/**
 * Reads `HOST:PORT`, `[IPv6]:PORT`, or a port alone (on 127.0.0.1).
 *
 * @throws UsageError if it is neither
 */
export function parseListenAddress(text: string): ListenAddress {
  const match = /^(?:(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/iu.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw new UsageError(
      `'${text}' is no address to listen on; write HOST:PORT, like 127.0.0.1:8080`,
    );
  }
  return { host: match[1] ?? match[2] ?? '127.0.0.1', port };
}

/** As it stands in a URL: IPv6 addresses in brackets (RFC 3986 §3.2.2). */
export function hostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
