import { isIP } from 'node:net';

/** Names under which a machine knows itself. */
const ownNames = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Whether a `Host` names this machine itself: one of its own names, the host that was given to listen on, or
 * the address on which the connection came. A web page that makes its name mean this machine (DNS
 * rebinding) sends its own name. The port does not count: it differs where a container's is published.
 */
export function isAllowedHost(
  host: string | undefined,
  given: string,
  localAddress: string | undefined,
): boolean {
  const name = hostName(host);
  if (name === null) return false;
  if (ownNames.has(name) || name === given.toLowerCase()) return true;
  // A socket that takes both families tells IPv4 addresses as `::ffff:10.0.0.1`.
  return isIP(name) !== 0 && name === localAddress?.replace(/^::ffff:/u, '').toLowerCase();
}

/** Whether a request comes from no web page, or from one of the same origin (RFC 6454 §7). */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin.toLowerCase() === `http://${host ?? ''}`.toLowerCase();
}

/** Without port and brackets (RFC 9110 §7.2); null if it is no host. */
function hostName(host: string | undefined): string | null {
  const found = /^(?:\[([\da-f:.]+)\]|([^\s:/?#@[\]]+))(?::\d{1,5})?$/iu.exec(host ?? '');
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null;
}
