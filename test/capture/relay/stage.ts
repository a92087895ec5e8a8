import { createSecureContext } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Trust } from '../../../src/capture/relay/dial.js';
import {
  type Relay,
  type RelayOptions,
  startRelay,
} from '../../../src/capture/relay/start-relay.js';
import { shared } from '../../tls/certificates.js';
import { type RawPeer, RawServer, rawDesktop } from './raw-peer.js';
import { WireLog } from './wire-log.js';

export interface Wires {
  /** What desktops speak; http unless told. */
  readonly desktop?: 'http' | 'https';
  readonly server?: 'http' | 'https';
  readonly rewriteOrigin?: boolean;
}

let wires: Wires = {};

/** Sets how the relays are staged from now on: the same examples hold, whatever is spoken. */
export function useWires(chosen: Wires): void {
  wires = chosen;
}

export interface Stage {
  readonly server: RawServer;
  readonly relay: Relay;
  readonly log: WireLog;
  /** Opens another desktop's connection. */
  desktop(): RawPeer;
  /** What the server gets where the desktop sends this: the two authorities exchanged. */
  toServer(text: string): string;
}

const trust: Trust = {
  context: createSecureContext({ ca: shared.cert }),
  verify: true,
};

/** A raw server, a relay before it, and desktops; all is closed when the test is over. */
export async function stage(options: Partial<RelayOptions> = {}): Promise<Stage> {
  const server = await RawServer.listen(0, wires.server === 'https' ? shared : undefined);
  const log = new WireLog();
  const relay = await startRelay({
    target: server.url,
    listen: { host: '127.0.0.1', port: 0 },
    keepHost: false,
    rewriteOrigin: wires.rewriteOrigin ?? false,
    sink: log,
    ...(wires.server === 'https' ? { trust } : {}),
    ...(wires.desktop === 'https' ? { certificate: shared } : {}),
    ...options,
  });
  const desktops: RawPeer[] = [];
  onTestFinished(async () => {
    for (const { socket } of desktops) socket.destroy();
    await server.close();
    await relay.close();
  });
  return {
    server,
    relay,
    log,
    desktop() {
      const peer = rawDesktop(relay.url);
      desktops.push(peer);
      return peer;
    },
    toServer: (text) => text.replaceAll('Host: desktop.test', `Host: ${server.url.host}`),
  };
}
