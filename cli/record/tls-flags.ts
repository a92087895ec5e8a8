import type { Command } from 'commander';
import { type OriginOptions, pemFromFile, type TlsOptions } from '../../src/index.js';

/** Flags about TLS and origins. */
export interface TlsFlags {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsSelfSigned?: boolean;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly rewriteOrigin?: boolean;
}

export function addTlsFlags(command: Command): Command {
  return command
    .option('--tls-cert <file>', 'desktops speak https: the certificate that they are shown, PEM')
    .option('--tls-key <file>', 'its key, PEM')
    .option(
      '--tls-self-signed',
      'desktops speak https, and are shown a certificate made for this run',
    )
    .option(
      '--ca <file>',
      'certificates, PEM, that an https target may be signed by besides the well-known ones',
    )
    .option('--insecure', 'do not verify the certificate of an https target')
    .option(
      '--rewrite-origin',
      "put the recorder's origin in the place of the server's in bodies and notifications, too",
    );
}

export function tlsOptions(flags: TlsFlags): TlsOptions & OriginOptions {
  const { tlsCert, tlsKey, ca } = flags;
  return {
    ...(tlsCert === undefined ? {} : { tlsCert: pemFromFile(tlsCert, '--tls-cert') }),
    ...(tlsKey === undefined ? {} : { tlsKey: pemFromFile(tlsKey, '--tls-key') }),
    tlsSelfSigned: flags.tlsSelfSigned ?? false,
    ...(ca === undefined ? {} : { ca: pemFromFile(ca, '--ca') }),
    insecure: flags.insecure ?? false,
    rewriteOrigin: flags.rewriteOrigin ?? false,
  };
}
