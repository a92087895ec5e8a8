import type { IncomingMessage } from 'node:http';

/** How the caller calls this server; absolute URIs in bodies begin with it. */
export function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? 'localhost'}`;
}
