/**
 * What other programs would have written of the same traffic. Each does to an entry of a real HAR (Playwright's) what that
 * program's source does; where to read it stands beside each.
 */
import type { Entry, Frame, Har, Named } from './har-shapes.js';

/** Chrome's developer tools, of a server that speaks HTTP/2: with pseudo-headers, and names in lower case. */
export function asHttp2(har: Har): Har {
  const entries = har.log.entries.map((entry) => ({
    ...entry,
    request: { ...entry.request, ...requestHead(entry.request) },
    response: { ...entry.response, httpVersion: 'h2', statusText: '' },
  }));
  return { log: { ...har.log, entries } };
}

function inSeconds({ type, time, opcode, data }: Frame): Frame {
  return { type, time: time / 1_000, opcode, data };
}

function requestHead(request: Entry['request']): Partial<Entry['request']> {
  const url = new URL(request.url);
  const ordinary = request.headers
    .filter(({ name }) => !/^(?:host|connection)$/iu.test(name))
    .map(({ name, value }) => ({ name: name.toLowerCase(), value }));
  return {
    httpVersion: 'h2',
    headers: [
      { name: ':authority', value: url.host },
      { name: ':method', value: request.method },
      { name: ':path', value: url.pathname + url.search },
      { name: ':scheme', value: 'http' },
      ...ordinary,
    ],
  };
}

/** Chrome since 130, unless it is told to include sensitive data: without cookies and credentials. */
export function asSanitized(har: Har): Har {
  const isOpen = ({ name }: Named): boolean =>
    !/^(?:cookie|set-cookie|authorization)$/iu.test(name);
  const entries = har.log.entries.map((entry) => ({
    ...entry,
    request: { ...entry.request, cookies: [], headers: entry.request.headers.filter(isOpen) },
    response: { ...entry.response, cookies: [], headers: entry.response.headers.filter(isOpen) },
  }));
  return { log: { ...har.log, entries } };
}

/**
 * Firefox, 2024: `devtools/client/netmonitor/src/har/har-builder.js`. No frames of websockets, local times, the port as
 * connection, sizes of what was transferred with its head.
 */
export function asFirefox(har: Har): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Firefox', version: '132.0' },
      browser: { name: 'Firefox', version: '132.0' },
      pages: [],
      entries: har.log.entries.map(({ request, response, ...entry }) => ({
        startedDateTime: inZone(entry.startedDateTime),
        request: {
          ...request,
          url: request.url,
          ...(request.postData === undefined
            ? {}
            : { postData: { ...request.postData, params: [] } }),
          bodySize: request.postData?.text.length ?? 0,
        },
        response: { ...response, bodySize: response.content.size + 250 },
        cache: {},
        timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: entry.time, receive: 0 },
        time: entry.time,
        _securityState: 'insecure',
        serverIPAddress: '127.0.0.1',
        connection: new URL(request.url).port,
        pageref: 'page_1',
      })),
    },
  };
}

/** Two hours east of Greenwich. */
function inZone(iso: string): string {
  return new Date(Date.parse(iso) + 7_200_000).toISOString().replace('Z', '+02:00');
}

/**
 * mitmproxy: `mitmproxy/addons/savehar.py`. Times to the microsecond, no connections, websockets as the HTTP requests that
 * opened them, frames in seconds.
 */
export function asMitmproxy(har: Har): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'mitmproxy', version: '11.0.0', comment: '' },
      pages: [],
      entries: har.log.entries.map(({ request, response, ...entry }) => ({
        startedDateTime: entry.startedDateTime.replace('Z', '250+00:00'),
        time: entry.time,
        request: {
          ...request,
          url: request.url.replace(/^ws/u, 'http'),
          bodySize: request.postData?.text.length ?? 0,
        },
        response: {
          ...response,
          content: { ...response.content, text: response.content.text ?? '' },
        },
        cache: {},
        timings: { connect: -1, ssl: -1, send: 0.1, receive: 0.1, wait: entry.time - 0.2 },
        serverIPAddress: '127.0.0.1',
        ...(entry._webSocketMessages === undefined
          ? {}
          : {
              _resourceType: 'websocket',
              _webSocketMessages: entry._webSocketMessages.map(inSeconds),
            }),
      })),
    },
  };
}
