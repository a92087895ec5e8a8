import { type ServerKind, told } from './matrix-server.js';
import type { Outcome } from './visit.js';
import type { VisitorOptions } from './visitor.js';

/** One cell of the matrix: a client, its transport, how it is known, and a server. */
export interface Cell extends VisitorOptions {
  readonly server: ServerKind;
}

const servers = ['cometd', 'faye'] as const;
const versions = ['cometd9', 'cometd8', 'cometd7', 'cometd5', 'cometd4', 'cometd3'] as const;

/** The official client runs in a browser, where only long-polling can send `Authorization`. */
const isBrowser = ({ client }: Pick<Cell, 'client'>): boolean => client.startsWith('cometd');

const transportsOf = (cell: Pick<Cell, 'client' | 'server'>): readonly Cell['transport'][] => [
  'long-polling',
  'websocket',
  ...(isBrowser(cell) ? (['websocket or long-polling'] as const) : []),
  // Against a server without it, the client waits until nobody cares any more.
  ...(isBrowser(cell) && cell.server === 'faye' ? (['callback-polling'] as const) : []),
];

/** jsforce has no cookies; who is known by none of its transports' requests is nobody. */
const cookiesOf = ({ client }: Pick<Cell, 'client'>, transport: Cell['transport']) => {
  if (client === 'jsforce') return [false];
  return transport === 'websocket or long-polling' ? [true] : [true, false];
};

/** Each client over each of its transports against each server, with a session by cookie and without. */
export const cells: readonly Cell[] = servers.flatMap((server) =>
  [...versions, 'faye' as const, 'jsforce' as const].flatMap((client) =>
    transportsOf({ client, server }).flatMap((transport) =>
      cookiesOf({ client }, transport).map((cookies) => ({ server, client, transport, cookies })),
    ),
  ),
);

/** Cell by cell, the words of a title and the cell. */
export const named = (cell: Cell) =>
  [
    cell.server,
    cell.client,
    cell.transport,
    cell.cookies ? 'a cookie' : 'credentials',
    cell,
  ] as const;

/** The same over each of the other transports that take the desktop in. */
export const overOthers = (cell: Cell): readonly Cell[] =>
  transportsOf(cell)
    .filter((transport) => transport !== cell.transport)
    .map((transport) => ({ ...cell, transport }))
    .filter((other) => !isNobody(other));

/** Whether the one transport that the client may use is one that the server has not. */
export function lacksTransport({ server, transport, ...cell }: Cell): boolean {
  return server === 'cometd' && transport === 'websocket' && isBrowser(cell);
}

/** Whether the server can't know who it is. */
export function isNobody({ transport, cookies, logsIn = true, ...cell }: Cell): boolean {
  return !logsIn || (isBrowser(cell) && !cookies && transport !== 'long-polling');
}

/** The transport that is used in the end. */
export function finalTransport({ server, transport }: Cell): string {
  if (transport !== 'websocket or long-polling' && transport !== 'websocket') return transport;
  return server === 'faye' ? 'websocket' : 'long-polling';
}

const loggedIn = 'log in: 200 {"statusCode":0,"user":{"userName":"a1"}}';
const notLoggedIn = 'log in: 403 {"statusCode":20,"statusMessage":"Access denied"}';
const denied = { cometd: '403::handshake_denied', faye: '403::Handshake denied' };
const forbidden = { cometd: '403::subscribe_denied', faye: '403:/secret:Forbidden channel' };

/** What comes of a cell. Clients that give messages parsed, and faye's server, lose digits. */
export function expected(cell: Cell): Outcome {
  const { server, logsIn = true } = cell;
  const login = logsIn ? loggedIn : notLoggedIn;
  if (lacksTransport(cell)) return [login, 'handshake: no, websocket 1000 Error'];
  if (isNobody(cell)) return [login, `handshake: no, ${denied[server]}`];
  const parsed = server === 'faye' || !isBrowser(cell);
  const seen = (reference: number): string =>
    parsed ? JSON.stringify(JSON.parse(told(reference))) : told(reference);
  return [
    login,
    'handshake: yes',
    'subscribe /room/one: yes',
    'subscribe /hall/*: yes',
    `subscribe /secret: no, ${forbidden[server]}`,
    'call /room/one: 200 {"statusCode":0,"referenceId":12}',
    `  /room/one ${seen(12)}`,
    'call /hall/two: 200 {"statusCode":0,"referenceId":13}',
    `  /hall/two ${seen(13)}`,
    'unsubscribe /room/one: yes',
    'call /room/one: 200 {"statusCode":0,"referenceId":14}',
    'call /hall/two: 200 {"statusCode":0,"referenceId":15}',
    `  /hall/two ${seen(15)}`,
    'publish /hall/talk: yes',
    '  /hall/talk {"text":"ich"}',
    'disconnect: done',
  ];
}
