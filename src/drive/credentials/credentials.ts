import { statSync } from 'node:fs';
import { UsageError } from '../../errors.js';
import { readJsonFile } from '../../rules/read-json-file.js';
import { schemaCheck } from '../../rules/schema-check.js';
import { credentialsSchema } from './credentials-schema.js';

/** By what a desktop says to a new server who it is. */
export interface Account {
  readonly user: string;
  readonly password: string | null;
  /** Value of the whole `Authorization` header, such as `Bearer …`; null to log in with the password. */
  readonly authorization: string | null;
}

/** Looks up the account of a recorded user in a copy, counted from 1; null if nobody said. */
export type Accounts = (recordedUser: string, copy: number) => Account | null;

/** Variables by name, as `process.env` has them. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads by what desktops log in. The file is JSON: by the name of each recorded user a password, or an object with `password`
 * or `authorization`, and `user` if it is another one; or a list of these, one for each copy; `*` is any other user. In all texts `{user}` stands for the recorded
 * name and `{copy}` for the copy's number. What the file does not say of a user by name is looked for in the environment, as
 * `UNDERSTUDY_PASSWORD_<USER>` and `UNDERSTUDY_AUTHORIZATION_<USER>` (in upper case, `_` for all but letters and digits), then under `*`.
 *
 * @param warn told if others than its owner can read the file
 * @throws UsageError if the file is absent, no JSON or not as described; what it says is never part of the message
 */
export function loadAccounts(
  file: string | undefined,
  environment: Environment,
  warn: (warning: string) => void = () => {},
): Accounts {
  const entries = file === undefined ? new Map<string, Entry>() : entriesIn(file, warn);
  return (user, copy) =>
    accountIn(entries.get(user), user, copy) ??
    accountInEnvironment(environment, user) ??
    (entries.has(user) ? null : accountIn(entries.get('*'), user, copy));
}

type Entry = AccountEntry | readonly AccountEntry[];

type AccountEntry =
  | string
  | { readonly user?: string; readonly password?: string; readonly authorization?: string };

const check = schemaCheck(credentialsSchema);

function entriesIn(file: string, warn: (warning: string) => void): ReadonlyMap<string, Entry> {
  const content = readJsonFile(file, 'credentials file');
  const complaint = check(content) ?? sayingNothing(content as Readonly<Record<string, Entry>>);
  if (complaint !== null) throw new UsageError(`credentials file ${file}: ${complaint}`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    warn(`others can read the credentials file ${file}; make it yours alone: chmod 600 ${file}`);
  }
  return new Map(Object.entries(content as Readonly<Record<string, Entry>>));
}

/** What a schema can't say in words that help. */
function sayingNothing(content: Readonly<Record<string, Entry>>): string | null {
  for (const [user, entry] of Object.entries(content)) {
    for (const [index, each] of listOf(entry).entries()) {
      if (typeof each === 'string' || each.password !== undefined) continue;
      if (each.authorization !== undefined) continue;
      const name = user.replaceAll('~', '~0').replaceAll('/', '~1');
      const place = Array.isArray(entry) ? `/${name}/${index}` : `/${name}`;
      return `${place} must have password or authorization`;
    }
  }
  return null;
}

function listOf(entry: Entry): readonly AccountEntry[] {
  return typeof entry === 'object' && 'length' in entry ? entry : [entry];
}

/** @param copy of more copies than a list has entries, the later ones have none */
function accountIn(entry: Entry | undefined, recordedUser: string, copy: number): Account | null {
  if (entry === undefined) return null;
  const said = typeof entry === 'object' && 'length' in entry ? entry[copy - 1] : entry;
  if (said === undefined) return null;
  const { user, password, authorization } = typeof said === 'string' ? { password: said } : said;
  const filled = (text: string): string =>
    text.replace(/\{(user|copy)\}/gu, (_all, name) =>
      name === 'user' ? recordedUser : String(copy),
    );
  return {
    user: user === undefined ? recordedUser : filled(user),
    password: password === undefined ? null : filled(password),
    authorization: authorization === undefined ? null : filled(authorization),
  };
}

/** The variable that holds what a user logs in with. */
export function accountVariable(what: 'PASSWORD' | 'AUTHORIZATION', user: string): string {
  return `UNDERSTUDY_${what}_${user.toUpperCase().replace(/[^A-Z0-9]/gu, '_')}`;
}

function accountInEnvironment(environment: Environment, user: string): Account | null {
  const password = environment[accountVariable('PASSWORD', user)] || null;
  const variable = accountVariable('AUTHORIZATION', user);
  const authorization = environment[variable] || null;
  if (password === null && authorization === null) return null;
  if (/[\r\n\0]/u.test(authorization ?? '')) {
    throw new UsageError(`${variable} must be a text without line breaks`);
  }
  return { user, password, authorization };
}
