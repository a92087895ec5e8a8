import type { ListenAddress } from '../../listen-address.js';

export interface AdminOptions {
  /** Where `/healthz` and `/metrics` are served to whoever has the token; by default nowhere. */
  readonly admin?: ListenAddress;
  /** Who sends it as `Authorization: Bearer` may come in; by default a new random one. */
  readonly adminToken?: string;
}

/** Where a recorder can be watched. */
export interface Admin {
  readonly url: string;
  readonly token: string;
}
