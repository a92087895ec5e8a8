import { UsageError } from './errors.js';

/**
 * The origin of a real server, as a user writes it.
 *
 * @throws UsageError if it is none
 */
export function targetOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Without the userinfo: what goes wrong is logged.
  const shown = text.replace(/\/\/[^/]*@/u, '//');
  if (url === null || !/^https?:$/u.test(url.protocol) || url.host === '') {
    throw new UsageError(
      `target '${shown}' is no http or https URL; write it like http://gws.test:8080`,
    );
  }
  if (url.pathname !== '/' || url.search !== '' || url.username !== '' || url.password !== '') {
    throw new UsageError(
      `target '${shown}' must be an origin alone; write ${url.origin} and leave paths to the desktops`,
    );
  }
  return url;
}
