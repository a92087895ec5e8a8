/** Someone who can log in. */
export interface Account {
  readonly userName: string;
  readonly role: 'agent' | 'supervisor';
  /** The tweets that reach this agent, in order. */
  readonly tweets: readonly string[];
  /** Whether there is a telephone on the desk; where there is none, the voice channel fails. */
  readonly telephone: boolean;
}

/** The people of the staging office; the first tweet of `a1` is the one in the vendor's sample. */
// biome-ignore format: one row a person
export const accounts: readonly Account[] = [
  { userName: 'a1', role: 'agent', tweets: ['01QQQG2MU214P05K', '01QQQG2MU214P05L'], telephone: false },
  { userName: 'a2', role: 'agent', tweets: ['01QQQG2MU214P06A', '01QQQG2MU214P06B'], telephone: false },
  { userName: 'm1', role: 'agent', tweets: ['01QQQG2MU214P07A', '01QQQG2MU214P07B'], telephone: true },
  { userName: 'm2', role: 'agent', tweets: ['01QQQG2MU214P08A', '01QQQG2MU214P08B'], telephone: true },
  { userName: 's1', role: 'supervisor', tweets: [], telephone: false },
];

/** Every account's password is `secret-` and its name. */
function passwordOf(userName: string): string {
  return `secret-${userName}`;
}

/** The account that a Basic `Authorization` header opens (RFC 7617), null if it opens none. */
export function accountOf(authorization: string | undefined): Account | null {
  const credentials = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (credentials === undefined) return null;
  const [userName, ...password] = Buffer.from(credentials, 'base64').toString().split(':');
  const account = accounts.find((each) => each.userName === userName);
  return account && password.join(':') === passwordOf(account.userName) ? account : null;
}
