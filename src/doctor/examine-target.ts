import type { Trust } from '../capture/relay/dial.js';
import type { Clock } from '../time/clock.js';
import type { Check } from './check.js';
import { type Answer, type Asking, ask } from './target/ask.js';
import { cometdCheck } from './target/cometd-check.js';
import { cookieHeader } from './target/cookies.js';
import { httpCheck, noHttp, versionPath } from './target/http-check.js';
import { loginCheck, loginPath } from './target/login-check.js';
import { originsCheck } from './target/origins-check.js';
import { reachCheck } from './target/reach-check.js';
import { speaksTls } from './target/speaks-tls.js';
import { trustCheck } from './target/trust-check.js';

export interface TargetOptions {
  readonly target: URL;
  readonly trust: Trust | undefined;
  readonly connectTimeout: number;
  readonly timeout: number;
  readonly cometd: string | null;
  readonly authorization: string | null;
  readonly rewriteOrigin: boolean;
}

/**
 * Looks at the server, one thing after the other; what makes no sense any more after a failure is left out.
 *
 * @returns its answers
 */
export async function examineTarget(
  options: TargetOptions,
  clock: Clock,
  tell: (check: Check) => Check,
): Promise<readonly Answer[]> {
  const { target, trust, connectTimeout, timeout, cometd, authorization, rewriteOrigin } = options;
  if (tell(await reachCheck(target, connectTimeout, clock)).status === 'fail') return [];
  // Nobody's password goes to a server that may be another one.
  if (
    trust !== undefined &&
    tell(await trustCheck(target, trust, connectTimeout, clock)).status === 'fail'
  ) {
    return [];
  }
  const asking: Asking = { upstream: { target, trust }, clock, timeout };
  const login = authorization === null ? {} : { Authorization: authorization };
  const answers: Answer[] = [];
  try {
    if (authorization !== null) {
      answers.push(await ask(asking, { method: 'GET', path: loginPath, headers: login }));
    }
    const as = { ...login, ...cookieHeader(answers) };
    const version = await ask(asking, { method: 'GET', path: versionPath, headers: as });
    tell(httpCheck(target, version));
    for (const answer of answers) tell(loginCheck(answer));
    answers.push(version);
  } catch (error) {
    const isSecure = trust === undefined && (await speaksTls(target, connectTimeout, clock));
    tell(noHttp(target, error, isSecure));
    return answers;
  }
  const found = await cometdCheck(asking, cometd, { ...login, ...cookieHeader(answers) });
  tell(found.check);
  answers.push(...found.answers);
  const loggedIn = authorization !== null && answers[0]?.status === 200;
  tell(originsCheck(target, answers, { rewriteOrigin, loggedIn }));
  return answers;
}
