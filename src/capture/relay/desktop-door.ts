import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions } from 'node:tls';
import { ownAnswer } from './own-answer.js';
import { carriedBy } from './reset-connection.js';

/** Certificate and key that a relay shows to desktops, PEM. */
export type DoorCertificate = Required<Pick<SecureContextOptions, 'cert' | 'key'>>;

/** Where desktops come in. */
export interface DesktopDoor {
  readonly server: Server;
  readonly scheme: 'http' | 'https';
  /** Calls back with each desktop's connection; with TLS once its handshake is done. */
  onDesktop(callback: (desktop: Socket) => void): void;
  /** Hangs up on those that have not finished their handshake. */
  hangUp(): void;
}

/**
 * @param certificate desktops must speak https
 * @param handshakeMs milliseconds that a desktop's handshake may take
 */
export function desktopDoor(
  certificate: DoorCertificate | undefined,
  handshakeMs: number,
): DesktopDoor {
  return certificate === undefined ? plainDoor() : secureDoor(certificate, handshakeMs);
}

function plainDoor(): DesktopDoor {
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  return {
    server,
    scheme: 'http',
    onDesktop: (callback) => void server.on('connection', callback),
    hangUp() {},
  };
}

function secureDoor(certificate: DoorCertificate, handshakeMs: number): DesktopDoor {
  // Only HTTP/1.1 is spoken: a desktop that offers h2 as well takes this, one that wants h2 alone is refused (RFC 7301 §3.2).
  const server = createTlsServer({
    ...certificate,
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: handshakeMs,
    allowHalfOpen: true,
    noDelay: true,
  });
  /** TCP connections whose handshake is under way, by their two ends. */
  const carriers = new Map<string, Socket>();
  const take = (socket: Socket): Socket | undefined => {
    const ends = endsOf(socket);
    const carrier = carriers.get(ends);
    carriers.delete(ends);
    return carrier;
  };
  server.on('connection', (carrier: Socket) => {
    const ends = endsOf(carrier);
    carriers.set(ends, carrier);
    const forget = (): void => {
      if (carriers.get(ends) === carrier) carriers.delete(ends);
    };
    carrier.once('close', forget);
    // Node says nothing more of one that was reset in its handshake, not even `close`.
    carrier.setTimeout(handshakeMs, () => {
      forget();
      carrier.destroy();
    });
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    const carrier = take(socket);
    // Node leaves the connection open.
    if (error.code === 'ERR_SSL_HTTP_REQUEST') carrier?.end(speakHttps);
    else carrier?.destroy();
    socket.destroy();
  });
  return {
    server,
    scheme: 'https',
    onDesktop(callback) {
      server.on('secureConnection', (socket) => {
        const carrier = take(socket);
        carrier?.setTimeout(0);
        if (carrier !== undefined) carriedBy(carrier, socket);
        callback(socket);
      });
    },
    hangUp() {
      for (const carrier of carriers.values()) carrier.destroy();
    },
  };
}

/** A person with a browser sees it; it tells nothing else. */
const speakHttps = ownAnswer({
  status: 400,
  text: 'this port speaks https; write https:// in front of its name',
  close: true,
});

function endsOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return [remoteAddress, remotePort, localAddress, localPort].join();
}
