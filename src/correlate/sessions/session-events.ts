/** Name and value of a cookie; the value is a pseudonym. */
export type Cookie = readonly [name: string, value: string];

/** A request has passed. All values are pseudonyms, but for users' names. */
export interface IdentityOfRequest {
  readonly exchange: number;
  /** Which of the desktops' connections it came on. */
  readonly connection: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly cookies: readonly Cookie[];
  readonly authorization: string | null;
  /** User that the credentials name. */
  readonly user: string | null;
  /** Of the Bayeux messages in it. */
  readonly clientIds: readonly string[];
}

/** An answer has passed, or the exchange ended without one. */
export interface IdentityOfAnswer {
  readonly exchange: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Cookies that the answer sets; deletions are left out, or have an empty value. */
  readonly setCookies: readonly Cookie[];
  /**
   * ClientIds that successful handshake replies hand out, and the one that the request spoke for, if the
   * server answered it with success: its handshake may not have been seen.
   */
  readonly newClientIds: readonly string[];
  /** `user.userName` of an answer to `GET /me`. */
  readonly user: string | null;
}

/** What became known: a session began, an exchange belongs to one (the last word counts), a session has a user. */
export type SessionDecision =
  | { readonly type: 'session'; readonly session: number; readonly startedAt: number }
  | { readonly type: 'assign'; readonly exchange: number; readonly session: number }
  | { readonly type: 'user'; readonly session: number; readonly user: string };
