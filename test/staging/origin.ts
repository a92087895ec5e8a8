import type { IncomingMessage } from 'node:http';

/** How the caller calls this server; absolute URIs in bodies begin with it. */
export function originOf(request: IncomingMessage): string {
  return `${isSecure(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
}

/** Whether the caller came over TLS. */
export function isSecure({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket;
}
