import { basicUser } from '../../redact/basic-user.js';
import type { Account, Accounts } from '../credentials/credentials.js';
import { fillSecrets } from './fill-secrets.js';

/** What goes where a recording holds a secret that nobody knows. */
const placeholder = 'understudy-placeholder';

/** As whom one desktop of one copy logs in. */
export interface Identity {
  /** Value of an `Authorization` header. @param live the recorded one, with live values in it @param followed whether there were any */
  authorization(live: string, followed: boolean): string;
  /** A body, query or path in which secrets were redacted. */
  secrets(
    text: string,
    places: readonly string[],
    kind: 'json' | 'form' | 'query' | 'text',
  ): string;
}

/** @param warn told what goes as a placeholder */
export function identityOf(
  recordedUser: string | null,
  copy: number,
  accounts: Accounts,
  warn: (warning: string) => void,
): Identity {
  const accountOf = (user: string): Account | null => accounts(user, copy);
  const lacking = (user: string): string => {
    warn(
      `no password is known for ${user === '' ? 'an unnamed user' : user}: a placeholder goes instead; name one with --credentials FILE`,
    );
    return placeholder;
  };
  return {
    authorization(live, followed) {
      const user = basicUser(live) ?? recordedUser ?? '';
      const account = accountOf(user);
      if (account?.authorization != null) return account.authorization;
      if (followed) return live;
      const scheme = /^\s*(\S+)/u.exec(live)?.[1] ?? 'Basic';
      if (scheme.toLowerCase() === 'basic') {
        const pair = `${account?.user ?? user}:${account?.password ?? lacking(user)}`;
        return `${scheme} ${Buffer.from(pair).toString('base64')}`;
      }
      warn(
        `no ${scheme} credentials are known for ${user === '' ? 'an unnamed user' : user}: a placeholder goes instead; name them with --credentials FILE`,
      );
      return `${scheme} ${placeholder}`;
    },
    secrets(text, places, kind) {
      const user = recordedUser ?? '';
      const account = accountOf(user);
      return fillSecrets(text, places, kind, (name) => {
        if (/pass|pwd|pin$/iu.test(name)) return account?.password ?? lacking(user);
        warn(`'${name}' was redacted in the recording: a placeholder goes instead`);
        return placeholder;
      });
    },
  };
}
