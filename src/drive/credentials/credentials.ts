/** By what a desktop says to a new server who it is. */
export interface Account {
  readonly user: string;
  readonly password: string | null;
  /** Value of the whole `Authorization` header, such as `Bearer …`; null to log in with the password. */
  readonly authorization: string | null;
}

/** Looks up the account of a recorded user in a copy, counted from 1; null if nobody said. */
export type Accounts = (recordedUser: string, copy: number) => Account | null;

export function loadAccounts(_file: string | undefined, _environment: NodeJS.ProcessEnv): Accounts {
  return () => null;
}
