import { cookieOverHttp } from '../../redact/cookie-over-http.js';
import type { ParsedResponseHead } from '../http1/response-head.js';
import type { ChangedBody } from '../rewrite/passage.js';
import { editForChangedBody } from './edit-for-changed-body.js';
import { applyEdits, type Edit, replaceValue } from './edits.js';
import type { Notices } from './notices.js';
import { exchangeOrigin, leadingOrigin } from './origin.js';

/** Between which two names a response is passed back. */
export interface ResponseRoute {
  readonly target: URL;
  /** The origin under which the desktop reached the recorder. */
  readonly desktopOrigin: string;
  readonly notices?: Notices | undefined;
}

/**
 * The head as it goes to the desktop: where it names the target's origin (`Location`,
 * `Access-Control-Allow-Origin`) it names the recorder's; cookies are not bound to the target's
 * host, nor to https where the desktop came over http. All other bytes stay.
 *
 * @param changed what became of the body, if it was changed
 */
export function editResponseHead(
  parsed: ParsedResponseHead,
  route: ResponseRoute,
  changed?: ChangedBody,
): Buffer {
  const edits: Edit[] = [];
  for (const field of parsed.fields) {
    const edit = changed === undefined ? undefined : editForChangedBody(field, changed);
    if (edit !== undefined) {
      edits.push(edit);
      continue;
    }
    const raw = parsed.text.slice(field.valueStart, field.valueEnd);
    const value = editResponseValue(field.key, raw, route);
    if (value !== raw) edits.push(replaceValue(field, value));
  }
  return applyEdits(parsed.text, edits);
}

/** One response header's value as it goes to the desktop; `key` is its name in lower case. */
function editResponseValue(key: string, value: string, route: ResponseRoute): string {
  switch (key) {
    case 'location':
    case 'access-control-allow-origin':
      return exchangeOrigin(value, [route.target.origin], route.desktopOrigin) ?? value;
    case 'set-cookie':
      return adaptCookie(value, route);
    default:
      return value;
  }
}

function adaptCookie(cookie: string, route: ResponseRoute): string {
  const value = withoutDomain(cookie, route);
  if (route.target.protocol !== 'https:' || !/^http:/iu.test(route.desktopOrigin)) return value;
  const [prefix] = /^[ \t]*__(?:Secure|Host)-/iu.exec(value) ?? [];
  if (prefix !== undefined) {
    route.notices?.once(
      `the server sets a cookie whose name begins with ${prefix.trim()}, which browsers take over https alone; let desktops come over https, with --tls-cert and --tls-key or --tls-self-signed`,
      'cookie-prefix',
    );
  }
  return cookieOverHttp(value);
}

/**
 * Drops the `Domain` of a cookie (RFC 6265 §5.2.3) that a browser would refuse from the recorder: the
 * target's own host, or a domain above it that the recorder's host is not in.
 */
function withoutDomain(cookie: string, { target, desktopOrigin }: ResponseRoute): string {
  const recorder = leadingOrigin(desktopOrigin);
  const recorderHost = recorder === undefined ? '' : new URL(recorder.origin).hostname;
  return cookie.replace(/;[ \t]*domain[ \t]*=([^;]*)/gi, (attribute, value: string) => {
    const domain = value.trim().replace(/^\./, '').toLowerCase();
    const names = domain === target.hostname;
    const above = isIn(target.hostname, domain) && !isIn(recorderHost, domain);
    return names || above ? '' : attribute;
  });
}

function isIn(host: string, domain: string): boolean {
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}
