import { type Check, fine, warning } from './check.js';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'] as const;

/**
 * Whether the environment sends programs through a proxy. Understudy heeds none of it; desktops may.
 *
 * @param host where desktops connect
 * @param reached whether the target was; null if none was asked for
 */
export function proxiesCheck(
  environment: Readonly<Record<string, string | undefined>>,
  host: string,
  reached: boolean | null,
): Check {
  const set = names
    .flatMap((name) => [name.toLowerCase(), name])
    .filter((name) => environment[name]);
  if (set.length === 0) return fine('proxies', 'no proxy is set in the environment');
  // Their values may hold passwords.
  const found = `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'} set`;
  if (reached === false) {
    return warning(
      'proxies',
      `${found}; Understudy goes to the target without a proxy`,
      'if the target can be reached through the proxy alone, run it where the target can be reached directly',
    );
  }
  const exceptions = environment.NO_PROXY ?? environment.no_proxy ?? '';
  if (exempts(exceptions, host)) return fine('proxies', `${found}, but not for ${host}`);
  return warning(
    'proxies',
    `${found}, also for ${host}`,
    `have NO_PROXY name ${host} where desktops or tests run that heed it: they would ask the proxy for the recorder`,
  );
}

function exempts(exceptions: string, host: string): boolean {
  return exceptions.split(/[\s,]+/u).some((each) => {
    const name = each.replace(/^\*?\./u, '').replace(/:\d+$/u, '');
    return each === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
  });
}
