import type { ListenAddress } from '../listen-address.js';

export interface AdminOptions {
  /** Where the guarded door is (see `docs/admin-api.md`), for whoever has the token; by default nowhere. */
  readonly admin?: ListenAddress;
  /** Who sends it as `Authorization: Bearer` may come in; by default a new random one. */
  readonly adminToken?: string;
}

/** Where a command can be watched, and told what to do. */
export interface Admin {
  readonly url: string;
  readonly token: string;
}
