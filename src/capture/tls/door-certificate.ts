import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../../errors.js';
import type { DoorCertificate } from '../relay/desktop-door.js';
import { selfSigned } from './self-signed.js';
import type { TlsOptions } from './tls-options.js';

/**
 * What desktops are shown; undefined if they speak http.
 *
 * @param host where desktops connect
 * @throws UsageError if certificate and key are not both there, can't be read, or don't belong together
 */
export async function doorCertificate(
  { tlsCert: cert, tlsKey: key, tlsSelfSigned = false }: TlsOptions,
  host: string,
): Promise<DoorCertificate | undefined> {
  if (cert === undefined && key === undefined) return tlsSelfSigned ? selfSigned(host) : undefined;
  if (tlsSelfSigned) {
    throw new UsageError(
      '--tls-self-signed makes a certificate; leave --tls-cert and --tls-key out',
    );
  }
  if (cert === undefined || key === undefined) {
    throw new UsageError(
      '--tls-cert and --tls-key belong together; give both, or --tls-self-signed',
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new UsageError(`can't listen with that certificate and key: ${faultOf(error)}`, {
      cause: error,
    });
  }
  return { cert, key };
}

/** By which people recognise a certificate: SHA-256 over its bytes, as browsers show it. */
export function fingerprintOf({ cert }: DoorCertificate): string {
  return new X509Certificate(String(cert)).fingerprint256;
}

function faultOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return faults.get(code ?? '') ?? message;
}

const faults: ReadonlyMap<string, string> = new Map([
  ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'the key of --tls-key is not that of the certificate'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'one of them is not there; write PEM'],
  ['ERR_MISSING_PASSPHRASE', 'the key is encrypted; give it decrypted'],
]);
