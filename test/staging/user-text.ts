import type { Account } from './accounts.js';
import { exchange, printedOrigin } from './exchange.js';
import { samples } from './samples.js';

const printedUser = '4a1f2e60cd9b4d0a8a2b0c1d2e3f4a5b';

/** The answer to `GET /me`. */
export function userText(account: Account, origin: string): string {
  const id = `4a1f2e60cd9b4d0a8a2b0c1d2e3f${Buffer.from(account.userName).toString('hex')}`;
  return exchange(samples.user, [
    [printedOrigin, origin],
    [printedUser, id],
    ['"a1"', JSON.stringify(account.userName)],
    ['"ROLE_AGENT"', account.role === 'agent' ? '"ROLE_AGENT"' : '"ROLE_SUPERVISOR"'],
  ]);
}
