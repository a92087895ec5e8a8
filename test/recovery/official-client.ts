import type { CometD, Message } from 'cometd';
import { type DesktopContext, installWindow } from '../desktops/browser-window.js';
import { bindTransport } from '../desktops/cometd-client.js';
import { type CometdVersion, cometdVersions } from '../desktops/cometd-versions.js';
import { room } from './room.js';

export interface ClientOptions {
  readonly version: CometdVersion;
  readonly transports: readonly string[];
  readonly ack: boolean;
  readonly url: string;
  readonly context: DesktopContext;
  /** Told what it goes through, in a few words; connects only when it is another thing than before. */
  readonly onEvent: (event: string) => void;
}

/** Milliseconds by which it waits longer with each failure; by default a second. */
const backoffIncrement = 10;

/** The official client, with what a desktop does about it: whenever it has shaken hands, it subscribes. */
export function officialClient(options: ClientOptions): CometD {
  installWindow();
  const { CometD, AckExtension } = cometdVersions[options.version];
  const client = new CometD();
  for (const type of client.getTransportTypes()) {
    if (options.transports.includes(type)) bindTransport(client, type, options.context);
    else client.unregisterTransport(type);
  }
  if (options.ack) client.registerExtension('ack', new AckExtension());
  client.configure({ url: options.url, backoffIncrement, maxBackoff: 100, logLevel: 'warn' });

  let connect = '';
  client.addListener('/meta/handshake', (reply) => {
    connect = '';
    options.onEvent(`handshake: ${outcome(reply)}`);
    if (reply.successful !== true) return;
    client.subscribe(
      room,
      ({ data }) => options.onEvent(`told ${String((data as { notice: unknown }).notice)}`),
      (subscribed) => options.onEvent(`subscribe: ${outcome(subscribed)}`),
    );
  });
  client.addListener('/meta/connect', (reply) => {
    const now = `connect: ${outcome(reply)}`;
    if (now !== connect) options.onEvent(now);
    connect = now;
  });
  client.addListener('/meta/disconnect', (reply) => {
    options.onEvent(`disconnect: ${outcome(reply)}`);
  });
  return client;
}

/** With what the client adds to a message that could not be sent; its types do not say. */
interface Reply extends Message {
  readonly failure?: { readonly httpCode?: number };
}

/** Whether it went well, and if not, what kind of thing was in the way: codes and texts are the servers' own. */
function outcome({ successful, error = '', failure }: Reply): string {
  if (successful === true) return 'yes';
  if (/^40[12]:/u.test(error)) return 'no, unknown session';
  if (failure === undefined) return `no, ${error}`;
  const { httpCode = 0 } = failure;
  return httpCode >= 400 ? `no, ${httpCode}` : 'no, connection lost';
}
