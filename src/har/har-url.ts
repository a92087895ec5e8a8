/** What an absolute URL says, as text: nothing of it is normalised. */
export interface HarUrl {
  /** For instance `http://gws.test:8080`: in lower case, without the usual port; of a websocket that of its handshake. */
  readonly origin: string;
  /** The request target: path and query as they stand, without a fragment. */
  readonly target: string;
  readonly isWebsocket: boolean;
}

const URL_TEXT = /^(https?|wss?):\/\/([^/?#]*)([^#]*)/isu;

/** Null if it is no URL of HTTP or of a websocket: `data:`, `blob:`, an extension's. */
export function readUrl(url: string): HarUrl | null {
  const [, scheme, , rest = ''] = URL_TEXT.exec(url) ?? [];
  if (scheme === undefined || !URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  const isWebsocket = protocol.startsWith('ws');
  const target = rest.startsWith('/') ? rest : `/${rest}`;
  if (host === '' || /[\s\p{Cc}]/u.test(target)) return null;
  return {
    origin: `${isWebsocket ? protocol.replace('ws', 'http') : protocol}//${host}`,
    target,
    isWebsocket,
  };
}

/** The URL of a request target (RFC 9112 §3.2) on a server; of a websocket as browsers write it. */
export function writeUrl(origin: string, target: string, isWebsocket: boolean): string {
  const isAbsolute = /^https?:\/\//iu.test(target);
  const url = isAbsolute ? target : origin + (target.startsWith('/') ? target : `/${target}`);
  return isWebsocket ? url.replace(/^http/iu, 'ws') : url;
}
