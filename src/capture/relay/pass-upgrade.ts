import { Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { parseResponseHead } from '../http1/response-head.js';
import { dial, whenConnected } from './dial.js';
import { editResponseHead } from './edit-response-head.js';
import { linger } from './linger.js';
import { loadHttpProxy } from './load-http-proxy.js';
import { outlet } from './outlet.js';
import { badGateway } from './own-answer.js';
import { headerGroups, headerPairs, responseHeadText } from './raw-headers.js';
import { relayRefusedUpgrade } from './relay-refused-upgrade.js';
import { resetConnection } from './reset-connection.js';
import { spliceWebsocket } from './splice-websocket.js';
import { targetAddress } from './target-address.js';
import { describeDistrust, unreachableReason } from './unreachable-reason.js';
import { watchForHangUp } from './watch-for-hang-up.js';
import type { Upgrade } from './websocket-door.js';

/**
 * Lets http-proxy ask for the websocket. What http-proxy does badly is done here: the heads as they came,
 * refused upgrades, failures and hang-ups; and what it can't do at all, a splice that holds messages.
 */
export function passUpgrade(upgrade: Upgrade, request: IncomingMessage, head: Buffer): void {
  const { trust, route } = upgrade;
  // Always http: what it is spoken over, TLS or not, is dialled here, as for all other requests.
  const { host: hostname, port } = targetAddress(route.target);
  const target = { protocol: 'http:', hostname, host: route.target.host, port };
  const agent = Object.assign(new Agent(), {
    createConnection: () => dial({ target: route.target, trust }),
  });
  // toProxy: else url.parse changes the path, and Node 24 warns about it.
  const proxy = loadHttpProxy().createProxyServer({ toProxy: true, prependPath: false, agent });
  let upstream: ClientRequest | undefined;
  proxy.once('proxyReqWs', (clientRequest) => {
    upstream = clientRequest;
    restoreRequest(clientRequest, request);
  });
  proxy.ws(request, upgrade.desktop, head, { target }, () => {});
  if (upstream === undefined) upgrade.desktop.destroy();
  else listenForRefusal(upgrade, upstream, listenForUpgrade(upgrade, upstream));
}

/** Node lower-cases names, joins repeats; http-proxy makes `//` in a path `/`. */
function restoreRequest(upstream: ClientRequest, request: IncomingMessage): void {
  upstream.path = request.url ?? '/';
  for (const name of upstream.getHeaderNames()) upstream.removeHeader(name);
  for (const [name, values] of headerGroups(headerPairs(request.rawHeaders))) {
    upstream.setHeader(name, values);
  }
}

/** @returns stops the watch for a desktop that hangs up while the server thinks */
function listenForUpgrade(upgrade: Upgrade, upstream: ClientRequest): () => void {
  const { desktop, exchange, route } = upgrade;
  let server: Socket | undefined;
  const stopWatching = watchForHangUp(desktop, () => {
    exchange.end('cut-by-desktop', [], () => {});
    upstream.destroy();
    server?.destroy();
    desktop.destroy();
  });
  // http-proxy's own listener would write a 101 in its own words, and pipe the sockets, which knows no gate.
  upstream.removeAllListeners('upgrade');
  upstream.once('upgrade', (response: IncomingMessage, socket: Socket, head: Buffer) => {
    server = socket;
    socket.allowHalfOpen = true;
    socket.on('error', () => {});
    const parsed = parseResponseHead(responseHeadText(response), 'GET');
    exchange.responseHead(parsed.head);
    exchange.upgraded(() => {
      if (desktop.destroyed) return;
      stopWatching();
      if (socket.destroyed) {
        exchange.end('cut-by-server', [], () => {});
        resetConnection(desktop);
        return;
      }
      desktop.write(editResponseHead(parsed, route));
      socket.setNoDelay(true);
      if (head.length > 0) socket.unshift(head);
      upgrade.opened(spliceWebsocket(upgrade, socket));
    });
  });
  upstream.on('information', (interim) => {
    desktop.write(responseHeadText(interim), 'latin1');
  });
  return stopWatching;
}

/** Instead of http-proxy's listeners: they lose the framing, and hang up without a word. */
function listenForRefusal(
  upgrade: Upgrade,
  upstream: ClientRequest,
  stopWatching: () => void,
): void {
  const { desktop, exchange, route, lingerMs, notices } = upgrade;
  let dialled: Socket | null = null;
  let connected = false;
  let answered = false;
  upstream.removeAllListeners('response');
  upstream.removeAllListeners('error');
  upstream.once('socket', (socket) => {
    upgrade.targetWatch.begins(socket);
    dialled = socket;
    whenConnected(socket, () => {
      connected = true;
    });
  });
  upstream.once('response', (response) => {
    answered = true;
    stopWatching();
    relayRefusedUpgrade(upgrade, response);
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    if (answered || desktop.destroyed) return;
    stopWatching();
    const way = outlet(desktop, () => {});
    if (connected) {
      exchange.end('cut-by-server', [], way.hold([]));
      way.reset();
    } else {
      const { text, distrusted } = unreachableReason(dialled, error);
      if (distrusted) notices.once(describeDistrust(route.target, text));
      const answer = badGateway('GET', `can't reach ${route.target.origin} (${text})`, true);
      exchange.end('unreachable', [], way.hold([answer]));
      way.end();
      linger(desktop, lingerMs);
    }
  });
}
