import type { RelayOptions } from '../../../src/capture/relay/start-relay.js';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';
import type { LoggedExchange } from './wire-log.js';

export const upgrade =
  'GET /notifications HTTP/1.1\r\nHost: desktop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

export const switching =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';

export interface OpenWebsocket extends Stage {
  readonly client: RawPeer;
  readonly peer: RawPeer;
  readonly exchange: LoggedExchange;
  /** Bytes of the 101, as the desktop got it. */
  readonly headLength: number;
  /** Bytes of the upgrade, as the server got it. */
  readonly askedLength: number;
  /** What the desktop has got since the 101. */
  got(): Buffer;
  /** What the server has got since the upgrade. */
  arrived(): Buffer;
}

/** A websocket between two raw peers, open on both sides. */
export async function openWebsocket(
  headers = '',
  options: Partial<RelayOptions> = {},
): Promise<OpenWebsocket> {
  const scene = await stage(options);
  const client = scene.desktop();
  client.send(upgrade);
  const peer = await scene.server.peer();
  const asked = (await peer.endingWith('\r\n\r\n')).length;
  peer.send(`${switching}${headers}\r\n`);
  const answered = (await client.endingWith('\r\n\r\n')).length;
  return {
    ...scene,
    client,
    peer,
    headLength: answered,
    askedLength: asked,
    exchange: scene.log.exchanges[0] as LoggedExchange,
    got: () => Buffer.from(client.text.slice(answered), 'latin1'),
    arrived: () => Buffer.from(peer.text.slice(asked), 'latin1'),
  };
}

/** Lets all that can happen now happen. */
export async function turns(count = 5): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
