import { headerValue } from '../../recording/headers.js';
import type { RecordedExchange } from '../../recording/reader.js';
import { basicUser } from '../../redact/basic-user.js';
import { type Account, type Accounts, accountVariable } from '../credentials/credentials.js';
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
  /** Tells, once, that a request with credentials was refused which was not in the recording: all that fails after it follows from that. @param status of the live answer */
  answered(recorded: RecordedExchange, status: number): void;
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
      `no password is known for ${user === '' ? 'an unnamed user' : user}: a placeholder goes instead; ${whereToSay('PASSWORD', user)}`,
    );
    return placeholder;
  };
  let refused = false;
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
        `no ${scheme} credentials are known for ${user === '' ? 'an unnamed user' : user}: a placeholder goes instead; ${whereToSay('AUTHORIZATION', user)}`,
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
    answered({ method, path, status: before, requestHeaders }, status) {
      const authorization = headerValue(requestHeaders, 'authorization');
      if (refused || status < 400 || before === null || before >= 400) return;
      if (authorization === null) return;
      refused = true;
      const user = basicUser(authorization) ?? recordedUser ?? '';
      const who = `${user === '' ? 'an unnamed user' : user}${copy > 1 ? ` (copy ${copy})` : ''}`;
      const isAccount = (status === 401 || status === 403) && accountOf(user) !== null;
      warn(
        `${who} is refused: the answer to ${method} ${path.replace(/\?.*$/su, '')} is ${status}, in the recording it was ${before}${isAccount ? '; is what the credentials say right for this server?' : ''}`,
      );
    },
  };
}

/** By name, so that nobody has to find out how names are written there. */
function whereToSay(what: 'PASSWORD' | 'AUTHORIZATION', user: string): string {
  const entry = JSON.stringify(user === '' ? '*' : user);
  const said = what === 'PASSWORD' ? '"…"' : '{"authorization": "…"}';
  const inFile = `say {${entry}: ${said}} in a file for --credentials`;
  return user === '' ? inFile : `set ${accountVariable(what, user)}, or ${inFile}`;
}
