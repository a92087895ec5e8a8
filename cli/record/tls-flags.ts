import type { Command } from 'commander';
import { pemFromFile, type TlsOptions } from '../../src/index.js';

/** Flags about TLS, on both sides. */
export interface TlsFlags {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsSelfSigned?: boolean;
  readonly ca?: string;
  readonly insecure?: boolean;
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
    .option('--insecure', 'do not verify the certificate of an https target');
}

export function tlsOptions(flags: TlsFlags): TlsOptions {
  const { tlsCert, tlsKey, ca } = flags;
  return {
    ...(tlsCert === undefined ? {} : { tlsCert: pemFromFile(tlsCert, '--tls-cert') }),
    ...(tlsKey === undefined ? {} : { tlsKey: pemFromFile(tlsKey, '--tls-key') }),
    tlsSelfSigned: flags.tlsSelfSigned ?? false,
    ...(ca === undefined ? {} : { ca: pemFromFile(ca, '--ca') }),
    insecure: flags.insecure ?? false,
  };
}
