import type { IncomingMessage } from 'node:http';
import { isAllowedHost, isOwnOrigin } from './allowed-host.js';
import { carriesToken } from './bearer-token.js';

/** Why somebody may not come in: what is answered, in one line. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

/** Who may come in at a door. */
export interface Guard {
  /** The host that was given to listen on. */
  readonly host: string;
  readonly token: string;
  /** Whether a request carries a browser's key; by default none does. */
  readonly carriesCookie?: (cookie: string | undefined) => boolean;
  /** What who has neither is told. */
  readonly wayIn: string;
}

/** How somebody who may come in has shown it: a program with the token, or a browser with its cookie. */
export type Admitted = 'token' | 'cookie';

/**
 * Whether a request may come in: who asks by a name of this machine (DNS rebinding), from no other web page, and has a key.
 * What is answered says nothing about what was wrong with the key, nor about which paths there are.
 */
export function admit(
  { headers, socket }: IncomingMessage,
  { host, token, carriesCookie, wayIn }: Guard,
): Admitted | Refusal {
  if (!isAllowedHost(headers.host, host, socket.localAddress)) {
    return { status: 421, text: 'asked by a name that is not of this machine' };
  }
  if (!isOwnOrigin(headers.origin, headers.host)) {
    return { status: 403, text: 'asked by another web page' };
  }
  if (carriesToken(headers.authorization, token)) return 'token';
  if (carriesCookie?.(headers.cookie) === true) return 'cookie';
  return { status: 401, text: wayIn };
}
