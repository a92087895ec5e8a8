import type { Accounts } from '../../src/drive/credentials/credentials.js';

/** Everyone in the staging office. */
export const staffAccounts: Accounts = (user) => ({
  user,
  password: `secret-${user}`,
  authorization: null,
});
