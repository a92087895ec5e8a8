import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Why no connection to the server came about. */
export interface UnreachableReason {
  /** A few words, one line. */
  readonly text: string;
  /** The server was there, but its certificate was not good. */
  readonly distrusted: boolean;
}

/**
 * @param socket what was dialled
 * @param error what became of it
 */
export function unreachableReason(
  socket: Socket | null,
  error: NodeJS.ErrnoException,
): UnreachableReason {
  // Node sets it, before it destroys the socket, to what was wrong with the certificate; the types say `Error`.
  const fault: unknown = socket instanceof TLSSocket ? socket.authorizationError : null;
  if (fault)
    return { text: certificateFaults.get(String(fault)) ?? String(fault), distrusted: true };
  // Node 20 has the code EPROTO for all that OpenSSL does not like.
  if (/wrong version number|http request/iu.test(error.message)) {
    return { text: 'it does not speak https', distrusted: false };
  }
  const code = error.code ?? error.message;
  return { text: code === 'EPROTO' ? 'the TLS handshake failed' : code, distrusted: false };
}

/** What an operator can do about a server whose certificate is not good. */
export function describeDistrust(target: URL, reason: string): string {
  return `${target.origin} can't be trusted: ${reason}; give its authority with --ca FILE, or do not verify it with --insecure; until then desktops get 502`;
}

/** Codes of OpenSSL and Node in words; others stand for themselves. */
const certificateFaults: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate comes from an unknown authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate comes from an unknown authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate comes from an unknown authority'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
]);
