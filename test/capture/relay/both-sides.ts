import type { RawPeer } from './raw-peer.js';
import type { Stage } from './stage.js';

/** What one connection carries: each request as the desktop sends it, and all that the server says to it. */
export type Talk = readonly (readonly [request: string, answer: string])[];

/** What each side sent and got, one character a byte. */
export interface BothSides {
  readonly server: string;
  readonly desktop: string;
}

/** How a side sends its bytes. */
export type Send = (peer: RawPeer, bytes: string) => Promise<void>;

export const whole: Send = async (peer, bytes) => peer.send(bytes);

/** Byte by byte, each in a packet of its own as far as the system plays along. */
export const byBytes: Send = async (peer, bytes) => {
  for (const byte of bytes) {
    await new Promise<void>((resolve) => {
      peer.socket.write(Buffer.from(byte, 'latin1'), () => setImmediate(resolve));
    });
  }
};

/** Plays a talk through the relay, one exchange after the other, and says what arrived on both sides. */
export async function played(scene: Stage, talk: Talk, send: Send = whole): Promise<BothSides> {
  const client = scene.desktop();
  const index = scene.server.peers.length;
  const expected = expectedOf(scene, talk);
  let asked = 0;
  let answered = 0;
  for (const [request, answer] of talk) {
    await send(client, request);
    asked += scene.toServer(request).length;
    const peer = await scene.server.peer(index);
    await peer.until(() => peer.length >= asked || peer.ended);
    await send(peer, answer);
    answered += answer.length;
    await client.until(() => client.length >= answered || client.ended || client.closed);
  }
  const peer = await scene.server.peer(index);
  if (peer.length > expected.server.length || client.length > expected.desktop.length) {
    throw new Error('more arrived than was sent');
  }
  client.socket.end();
  await peer.untilEnd();
  peer.socket.end();
  await client.until(() => client.closed);
  return { server: peer.text, desktop: client.text };
}

/** What must arrive: what was sent, but for the one name. */
export function expectedOf(scene: Stage, talk: Talk): BothSides {
  return {
    server: scene.toServer(talk.map(([request]) => request).join('')),
    desktop: talk.map(([, answer]) => answer).join(''),
  };
}
