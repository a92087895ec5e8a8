import { isIP } from 'node:net';
import type { DoorCertificate } from '../relay/desktop-door.js';

/**
 * Makes a certificate and its key for a host, for localhost and for 127.0.0.1; it is valid for a year.
 * It may sign itself alone, so that whoever trusts it trusts nothing else.
 *
 * @param host a name or an address; of `0.0.0.0` and `::` nobody asks for a certificate
 */
export async function selfSigned(host: string): Promise<DoorCertificate> {
  // A tenth of a second to load; hardly anybody needs it.
  const { generate } = await import('selfsigned');
  const names = new Set(
    ['localhost', '127.0.0.1', '::1', host].filter((name) => !anyHost.has(name)),
  );
  const altNames = [...names].map((name) =>
    isIP(name) === 0 ? ({ type: 2, value: name } as const) : ({ type: 7, ip: name } as const),
  );
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'understudy' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert, key };
}

const anyHost: ReadonlySet<string> = new Set(['0.0.0.0', '::', '']);
