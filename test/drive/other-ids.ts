import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type Duplex, Transform } from 'node:stream';

/** A server that calls its interactions by other names. */
export interface OtherIds {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands before a server and gives ids of interactions other names of the same length, both ways: who asks for one by its old name
 * asks for something that is not there.
 */
export async function startOtherIds(target: string): Promise<OtherIds> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Duplex>();
  const server = createServer((desktop) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [desktop, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {
        desktop.destroy();
        upstream.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
    desktop.pipe(renaming('01QQQG2MU214', '99XYZA7KB350')).pipe(upstream);
    upstream.pipe(renaming('99XYZA7KB350', '01QQQG2MU214')).pipe(desktop);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Swaps two names of the same length, also where a name comes in two pieces. */
function renaming(one: string, other: string): Transform {
  let kept = '';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = kept + chunk.toString('latin1');
      let keep = one.length - 1;
      while (keep > 0 && ![one, other].some((name) => name.startsWith(text.slice(-keep)))) keep--;
      kept = keep === 0 ? '' : text.slice(-keep);
      const whole = text.slice(0, text.length - keep);
      const swapped = whole.replace(new RegExp(`${one}|${other}`, 'gu'), (name) =>
        name === one ? other : one,
      );
      done(null, Buffer.from(swapped, 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(kept, 'latin1'));
    },
  });
}
