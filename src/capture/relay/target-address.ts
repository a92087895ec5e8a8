/** Where a connection to the target goes. */
export interface TargetAddress {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** The address in an http or https URL, with the port that its scheme implies (RFC 9110 §4.2). */
export function targetAddress({ hostname, port, protocol }: URL): TargetAddress {
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
  };
}
