import type { Socket } from 'node:net';
import { MessageRewriter } from '../rewrite/message-rewriter.js';
import { agreedExtensions } from '../websocket/agreed-extensions.js';
import { MessageReader } from '../websocket/message-reader.js';
import type { ExchangeEnd } from '../wire.js';
import { confirmFin } from './confirm-fin.js';
import { linger, lingerToStop } from './linger.js';
import { outlet } from './outlet.js';
import { probeWhilePaused } from './probe-while-paused.js';
import { resetConnection } from './reset-connection.js';
import type { Upgrade } from './websocket-door.js';

/**
 * Passes the bytes of an open websocket both ways as they came, and tells its exchange which messages are
 * in them. The end of each message to the desktop waits at a gate, as the end of an answer does.
 *
 * @returns ends it from here: what is held still goes out once it is released. Its exchange stays open,
 * unless a side had closed it properly.
 */
export function spliceWebsocket(upgrade: Upgrade, server: Socket): () => void {
  const { desktop, exchange, lingerMs, notices, clock, pushback } = upgrade;
  probeWhilePaused(server, clock);
  let outcome: ExchangeEnd | undefined;
  const readers = readersOf(upgrade);
  const way = outlet(desktop, () => {
    if (!way.full) server.resume();
  });

  /** Whether the sink can't take more for now; `goOn` is called when that is over. */
  const fills = (goOn: () => void): boolean => {
    if (!pushback?.full) return false;
    pushback.whenDrained(goOn);
    return true;
  };
  const flush = (): void => {
    const rest = readers.toDesktop instanceof MessageRewriter ? readers.toDesktop.rest() : null;
    if (rest !== null) way.write([rest]);
  };
  /** What was rewritten can't be gone on with. */
  const stuck = (reason: string): void => {
    const cut = `websocket cut: origins were rewritten in it, and then ${reason}`;
    notices.once(cut);
    outcome ??= 'cut-by-server';
    server.destroy();
    way.reset();
  };

  server.on('data', (bytes: Buffer) => {
    for (const event of readers.toDesktop?.read(bytes) ?? [
      { type: 'bytes', wire: bytes } as const,
    ]) {
      if (event.type === 'stuck') {
        stuck(event.reason);
        return;
      }
      if (event.type === 'unreadable') {
        exchange.unreadable('to-desktop', event);
      } else if (event.type === 'message') {
        const { text } = event;
        exchange.websocketMessage({ direction: 'to-desktop', text }, way.hold([event.wire]));
      } else {
        if (event.type === 'close') outcome ??= 'complete';
        way.write([event.wire]);
      }
    }
    if (way.full || fills(() => server.resume())) server.pause();
  });
  desktop.on('data', (bytes: Buffer) => {
    for (const event of readers.toServer?.read(bytes) ?? []) {
      if (event.type === 'unreadable') {
        exchange.unreadable('to-server', event);
      } else if (event.type === 'message') {
        exchange.websocketMessage({ direction: 'to-server', text: event.text }, () => {});
      } else if (event.type === 'close') {
        outcome ??= 'complete';
      }
    }
    const clogged = server.writable && !server.write(bytes);
    if (clogged || fills(() => desktop.resume())) desktop.pause();
  });
  server.on('drain', () => desktop.resume());

  server.on('end', () =>
    confirmFin(server, () => {
      outcome ??= 'cut-by-server';
      flush();
      way.end();
      linger(desktop, lingerMs);
    }),
  );
  desktop.on('end', () =>
    confirmFin(desktop, () => {
      outcome ??= 'cut-by-desktop';
      server.end();
    }),
  );
  server.on('error', () => {
    outcome ??= 'cut-by-server';
    flush();
    // It may take long until the desktop has taken what waits for it.
    exchange.end(outcome, [], () => {});
    way.reset();
    desktop.resume();
  });
  desktop.on('error', () => {
    outcome ??= 'cut-by-desktop';
    resetConnection(server);
  });
  desktop.on('close', () => {
    server.destroy();
    readers.toServer?.drop();
    if (readers.toDesktop instanceof MessageReader) readers.toDesktop.drop();
    exchange.end(outcome ?? 'cut-by-desktop', [], () => {});
  });
  server.resume();
  desktop.resume();
  return () => {
    if (outcome === 'complete') exchange.end(outcome, [], () => {});
    exchange.abandon();
    server.destroy();
    way.end();
    lingerToStop(desktop, lingerMs);
  };
}

/** None where frames can't be read, because an extension is unknown. */
function readersOf({ exchange, maxMessage: limit, messages: budget, rewriter }: Upgrade): {
  readonly toServer?: MessageReader;
  readonly toDesktop?: MessageReader | MessageRewriter;
} {
  const agreed = agreedExtensions(exchange.responseHeaders);
  if (agreed === 'unknown') {
    const why = { reason: 'an extension of its websocket is unknown', fault: 'limit' } as const;
    exchange.unreadable('to-server', why);
    exchange.unreadable('to-desktop', why);
    rewriter?.onUnchanged(why.reason);
    return {};
  }
  const { clientTakeover, serverTakeover } =
    agreed === 'none' ? { clientTakeover: null, serverTakeover: null } : agreed;
  const toServer = new MessageReader({ takeover: clientTakeover, limit, budget });
  const options = { takeover: serverTakeover, limit, budget };
  return {
    toServer,
    toDesktop: rewriter?.messages(options, exchange.desktopOrigin) ?? new MessageReader(options),
  };
}
