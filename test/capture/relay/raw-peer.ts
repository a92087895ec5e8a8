import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Certificate } from '../../tls/certificates.js';

/** One end of a connection that keeps the bytes it got, and waits for them. */
export class RawPeer {
  #got: Buffer[] = [];
  #length = 0;
  #watchers: (() => void)[] = [];
  ended = false;
  closed = false;
  error: NodeJS.ErrnoException | undefined;

  /** @param carrier the TCP connection under a TLS one */
  constructor(
    readonly socket: Socket,
    private readonly carrier: Socket = socket,
  ) {
    socket.on('data', (bytes) => {
      this.#got.push(bytes);
      this.#length += bytes.length;
      this.#changed();
    });
    socket.on('end', () => {
      this.ended = true;
      this.#changed();
      // An RST behind data is reported as an end; an empty write finds it.
      if (!socket.writableEnded) socket.write('');
    });
    socket.on('error', (error) => {
      this.error = error;
    });
    socket.on('close', () => {
      this.closed = true;
      this.#changed();
    });
  }

  /** What came so far, one character a byte. */
  get text(): string {
    this.#got = [Buffer.concat(this.#got)];
    return this.#got[0]?.toString('latin1') ?? '';
  }

  get length(): number {
    return this.#length;
  }

  send(text: string | Buffer): void {
    this.socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Sends a RST. */
  reset(): void {
    this.carrier.resetAndDestroy();
  }

  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (!condition()) return;
        this.#watchers = this.#watchers.filter((other) => other !== watcher);
        resolve();
      };
      this.#watchers.push(watcher);
    });
  }

  /** Resolves with all that came, once it ends so. */
  async endingWith(suffix: string): Promise<string> {
    await this.until(() => this.text.endsWith(suffix));
    return this.text;
  }

  /** Resolves with all that came, once the other side's FIN came. */
  async untilEnd(): Promise<string> {
    await this.until(() => this.ended);
    return this.text;
  }

  async untilClosed(): Promise<void> {
    await this.until(() => this.closed);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** Connects to a relay's URL; both directions are closed by hand. */
export function rawDesktop(url: string): RawPeer {
  const { hostname: host, port, protocol } = new URL(url);
  const carrier = connect({ host, port: Number(port), allowHalfOpen: true, noDelay: true });
  if (protocol === 'http:') return new RawPeer(carrier);
  // It is the relay's certificate that is of interest in other tests.
  const secure = tlsConnect({ socket: carrier, host, rejectUnauthorized: false });
  return new RawPeer(secure, carrier);
}

/** A server that hands out its connections one by one. */
export class RawServer {
  readonly peers: RawPeer[] = [];
  readonly #carriers: Socket[] = [];
  #watchers: (() => void)[] = [];

  private constructor(
    readonly server: Server,
    readonly certificate: Certificate | undefined,
  ) {
    const take = (peer: RawPeer): void => {
      this.peers.push(peer);
      for (const watcher of this.#watchers.splice(0)) watcher();
    };
    server.on('connection', (carrier) => {
      if (certificate === undefined) {
        take(new RawPeer(carrier));
        return;
      }
      const secureContext = createSecureContext(certificate);
      const secure = new TLSSocket(carrier, { isServer: true, secureContext });
      this.#carriers.push(carrier);
      secure.on('error', () => {});
      secure.once('secure', () => take(new RawPeer(secure, carrier)));
    });
  }

  static async listen(port = 0, certificate?: Certificate): Promise<RawServer> {
    const server = new RawServer(createServer({ allowHalfOpen: true, noDelay: true }), certificate);
    server.server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): URL {
    return new URL(`${this.certificate === undefined ? 'http' : 'https'}://127.0.0.1:${this.port}`);
  }

  /** The connection with that index, once it is there. */
  async peer(index = 0): Promise<RawPeer> {
    while (this.peers[index] === undefined) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
    return this.peers[index] as RawPeer;
  }

  async close(): Promise<void> {
    for (const peer of this.peers) peer.socket.destroy();
    for (const carrier of this.#carriers) carrier.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
