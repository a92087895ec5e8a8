import { valuesOf } from '../http1/fields.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import type { HeldRequest } from '../rewrite/held-request.js';
import type { HeadFor } from '../rewrite/passage.js';
import { editRequestHead } from './edit-request-head.js';
import { InFlight } from './in-flight.js';
import { originOfHost } from './origin.js';
import type { RelayContext } from './relay-context.js';

/** A request on its way to the server, with all that its head decides. */
export interface RoutedRequest {
  readonly exchange: InFlight;
  /** Its head as it goes to the server. */
  readonly headFor: HeadFor;
  /** Takes it in until it is whole, if it must be kept back; else null. */
  hold(): HeldRequest | null;
}

/**
 * Begins the exchange of a request.
 *
 * @param connection number of the desktop's connection
 */
export function routeRequest(
  parsed: ParsedRequestHead,
  connection: number,
  { listenOrigin, target, keepHost, sink, scheme, rewriting }: RelayContext,
): RoutedRequest {
  const desktopOrigin = originOfHost(valuesOf(parsed.fields, 'host')[0], scheme) ?? listenOrigin;
  const ownOrigins = [desktopOrigin, listenOrigin];
  const headFor: HeadFor = (changed) =>
    editRequestHead(parsed, { target, ownOrigins, keepHost }, changed);
  return {
    exchange: new InFlight(parsed, desktopOrigin, sink.exchange(connection, parsed.head)),
    headFor,
    hold: () => rewriting?.requests?.hold(parsed, ownOrigins, headFor) ?? null,
  };
}
