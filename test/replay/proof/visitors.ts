import { WebSocket } from 'ws';
import type { Chance } from '../../e2e/kills/chance.js';
import type { Pump } from './pump.js';
import { RawConnection } from './raw-connection.js';

/** Strangers come and go: they ask without credentials, send half a request or nonsense, and open websockets. */
export async function visit(
  port: number,
  chance: Chance,
  pump: Pump,
  endpoint: string,
): Promise<void> {
  for (let left = chance.below(6); left > 0; left--) {
    const connection = new RawConnection(port, pump);
    const post = (target: string, body: string): Promise<unknown> =>
      connection.request({ method: 'POST', target, headers: [], body: Buffer.from(body) });
    let answered: Promise<unknown> = Promise.resolve();
    switch (chance.below(6)) {
      case 0:
        answered = connection.request({ method: 'GET', target: '/', headers: [], body: null });
        break;
      case 1:
        answered = post(endpoint, '[{"channel":"/meta/connect","clientId":"nobody"}]');
        break;
      case 2:
        answered = post(endpoint, 'no JSON');
        break;
      case 3:
        answered = post('/api/v2/me', '{"operationName":"Accept"}');
        break;
      case 4:
        connection.socket.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal');
        break;
      default: {
        const socket = new WebSocket(`ws://127.0.0.1:${port}${endpoint}`);
        socket.on('error', () => {});
        socket.on('open', () => socket.send(chance.pick(['[]', 'no JSON', '[{"channel":1}]'])));
        await Promise.race([
          new Promise((closed) => socket.once('close', closed)),
          pump.turns(20 + chance.below(20)),
        ]);
        socket.terminate();
      }
    }
    await Promise.race([answered, pump.turns(chance.below(60))]);
    connection.drop();
  }
}
