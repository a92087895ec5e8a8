import type { DoorCertificate } from '../relay/desktop-door.js';
import { fingerprintOf } from './door-certificate.js';
import type { TlsOptions } from './tls-options.js';

/** What is said of TLS at the start. */
export function* tlsNotices(
  { insecure = false, tlsSelfSigned = false }: TlsOptions,
  target: URL,
  certificate: DoorCertificate | undefined,
): Generator<string, void, undefined> {
  if (tlsSelfSigned && certificate !== undefined) {
    yield `desktops are shown a self-signed certificate, made for this run; its SHA-256 fingerprint is ${fingerprintOf(certificate)}`;
  }
  if (insecure) {
    yield `WARNING: the certificate of ${target.origin} is NOT verified (--insecure); whoever stands in between can read and change all that passes, passwords included`;
  }
}
