/** How `record` speaks TLS, on both sides. All certificates and keys are PEM. */
export interface TlsOptions {
  /** Desktops must speak https: the certificate that they are shown, those that signed it behind it. */
  readonly tlsCert?: string;
  /** The certificate's key, not encrypted. */
  readonly tlsKey?: string;
  /** Desktops must speak https, and are shown a certificate that is made for this run. */
  readonly tlsSelfSigned?: boolean;
  /** Certificates that an https target's may be signed by, besides those that Node knows. */
  readonly ca?: string;
  /** Takes any certificate of an https target. */
  readonly insecure?: boolean;
}
