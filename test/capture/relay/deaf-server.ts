import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A server that is there but takes no connection: SYNs get no answer once its backlog is full. */
export interface DeafServer {
  readonly url: URL;
  /** It wakes up, and answers 204 to whatever comes. */
  wake(): void;
  close(): Promise<void>;
}

const program = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', () => socket.write('HTTP/1.1 204 No Content\\r\\n\\r\\n'));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(workerData, 0, 0);
});
`;

export async function deafServer(): Promise<DeafServer> {
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(program, { eval: true, workerData: asleep });
  const [port] = (await once(worker, 'message')) as [number];
  // Linux lets one more in than the backlog says.
  const fillers: Socket[] = [];
  for (let i = 0; i < 2; i++) {
    const filler = connect(port, '127.0.0.1').on('error', () => {});
    fillers.push(filler);
    await once(filler, 'connect');
  }
  const wake = (): void => {
    Atomics.store(asleep, 0, 1);
    Atomics.notify(asleep, 0);
  };
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    wake,
    async close() {
      wake();
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
