import { generate } from 'selfsigned';

/** A certificate with its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** By which hosts it may be shown; 127.0.0.1 unless told. */
  readonly names?: readonly string[];
  /** Who signs it; itself unless told. */
  readonly authority?: Certificate;
  readonly expired?: boolean;
}

/** Makes a certificate for a server. */
export async function certificate(options: CertificateOptions = {}): Promise<Certificate> {
  const { names = ['127.0.0.1'], authority, expired = false } = options;
  const altNames = names.map((name) =>
    /^[\d.]+$/u.test(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  );
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'test server' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: authority === undefined },
      { name: 'subjectAltName', altNames },
    ],
    ...(authority === undefined ? {} : { ca: authority }),
    ...(expired
      ? { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2021-01-01') }
      : {}),
  });
  return { cert, key };
}

/** Makes one that signs others. */
export async function authority(): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  return { cert, key };
}

/** One for 127.0.0.1 and localhost that all tests of a file share. */
export const shared = await certificate({ names: ['127.0.0.1', 'localhost'] });
