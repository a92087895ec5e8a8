import type { WebSocket } from 'ws';

/** A server's side of a websocket: events of several sizes, some in fragments, some unasked for. */
export function talk(socket: WebSocket): void {
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const [{ id }] = JSON.parse(String(data)) as [{ readonly id: string }];
    const number = Number(id.slice(id.lastIndexOf('-') + 1));
    const size = [0, 400, 130, 30_000, 70_000][number % 5] ?? 0;
    const event = (tag: string): string =>
      `{"channel":"/v2/me/x","data":{"id":"${id}${tag}","filling":"${`${id} `.padEnd(size, 'lorem ipsum ')}"}}`;
    const reply = `{"channel":"/meta/connect","successful":true,"id":"${id}"}`;
    if (number % 3 === 0) {
      const whole = `[${event('a')},${event('b')}]`;
      socket.send(whole.slice(0, 10), { fin: false });
      socket.ping();
      socket.send(whole.slice(10, -7), { fin: false });
      socket.send('', { fin: false });
      socket.send(whole.slice(-7));
      socket.send(`[${reply}]`);
    } else if (number % 3 === 1) {
      socket.send(`[${event('a')}]`);
      socket.send(`[${reply},${event('b')}]`);
    } else {
      for (const tag of ['a', 'b', 'c']) socket.send(`[${event(tag)}]`);
      socket.send(Buffer.from([number % 256]));
      socket.send(`[${reply}]`);
    }
  });
}
