import { X509Certificate } from 'node:crypto';
import tls, { createSecureContext } from 'node:tls';
import { UsageError } from '../../errors.js';
import type { Trust } from '../relay/dial.js';
import type { TlsOptions } from './tls-options.js';

/**
 * How an https target is trusted; undefined for one that speaks http.
 *
 * @throws UsageError if `ca` or `insecure` make no sense
 */
export function upstreamTrust(
  target: URL,
  { ca, insecure = false }: TlsOptions,
): Trust | undefined {
  if (target.protocol !== 'https:') {
    const flag = ca !== undefined ? '--ca' : insecure ? '--insecure' : null;
    if (flag === null) return undefined;
    throw new UsageError(
      `${flag} is about https, but the target is ${target.origin}; leave it out`,
    );
  }
  const certificates = ca === undefined ? [] : certificatesIn(ca);
  const context = createSecureContext(
    certificates.length === 0 ? {} : { ca: [...knownRoots(), ...certificates] },
  );
  return { context, verify: !insecure };
}

/** The types of Node 20 don't know of `getCACertificates` (22.15), which also gives those of NODE_EXTRA_CA_CERTS. */
function knownRoots(): readonly string[] {
  const { getCACertificates } = tls as { readonly getCACertificates?: () => readonly string[] };
  return getCACertificates?.() ?? tls.rootCertificates;
}

function certificatesIn(pem: string): readonly string[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  if (found.length === 0)
    throw new UsageError('the file of --ca holds no certificate; name a PEM file');
  for (const each of found) {
    try {
      new X509Certificate(each);
    } catch (error) {
      throw new UsageError('a certificate in the file of --ca can not be read', { cause: error });
    }
  }
  return found;
}
