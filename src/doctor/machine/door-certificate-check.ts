import { X509Certificate } from 'node:crypto';
import { doorCertificate } from '../../capture/tls/door-certificate.js';
import type { TlsOptions } from '../../capture/tls/tls-options.js';
import { UsageError } from '../../errors.js';
import type { Instant } from '../../time/clock.js';
import { type Check, failure, fine } from '../check.js';
import { validity } from '../validity.js';

/**
 * Whether the certificate that desktops are shown is one that they can take. Null if they speak http.
 *
 * @param host where desktops connect
 */
export async function doorCertificateCheck(
  options: TlsOptions,
  host: string,
  now: Instant,
): Promise<Check | null> {
  try {
    const made = await doorCertificate(options, host);
    if (made === undefined) return null;
    if (options.tlsSelfSigned === true) {
      return fine(
        'certificate',
        'desktops are shown a certificate that is made for each run',
        'have them trust it: record says its fingerprint',
      );
    }
    const { validTo, validFrom, subjectAltName } = new X509Certificate(String(made.cert));
    const found = `desktops are shown a certificate for ${subjectAltName ?? 'no name at all'}`;
    return validity(
      'certificate',
      found,
      { validFrom, validTo },
      now,
      'have it renewed: desktops will not take it',
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [found = '', advice] = error.message.split('; ');
    return failure('certificate', found, advice ?? 'give a certificate and its key, PEM');
  }
}
