import type { Command } from 'commander';
import { type Admin, type AdminOptions, parseListenAddress } from '../src/index.js';

/** Flags of the guarded door. */
export interface AdminFlags {
  readonly admin?: string;
}

const variable = 'UNDERSTUDY_ADMIN_TOKEN';

/** @param what is served there */
export function addAdminFlags(command: Command, what: string): Command {
  return command.option(
    '--admin <host:port>',
    `where ${what} to whoever sends the token as Authorization: Bearer; it is printed, or taken from ${variable} (default: nowhere)`,
  );
}

export function adminOptions({ admin }: AdminFlags): AdminOptions {
  if (admin === undefined) return {};
  const adminToken = process.env[variable];
  return {
    admin: parseListenAddress(admin),
    // An empty one is no token.
    ...(adminToken ? { adminToken } : {}),
  };
}

/** Says where the guarded door is, once; a token that came from outside is known there. */
export function announceAdmin(
  admin: Admin | null,
  json: boolean,
  say: (line: string) => void = console.log,
): void {
  if (admin === null) return;
  const { url, token } = admin;
  const known = Boolean(process.env[variable]);
  if (json) say(JSON.stringify({ event: 'admin', url, ...(known ? {} : { token }) }));
  else console.error(`admin on ${url}, token ${known ? `from ${variable}` : token}`);
}
