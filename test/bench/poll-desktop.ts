import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerCounter } from './counters.js';

/** A desktop that asks one thing after another, on a connection of its own. */
export interface PollDesktop {
  readonly socket: Socket;
  /**
   * Resolves with the text of the answer, head included, when it is whole.
   *
   * @param headers lines, beside those that frame the body
   */
  ask(method: string, path: string, headers: readonly string[], body?: string): Promise<string>;
}

/** A desktop's connection; whatever it asks is answered with 200 and a Content-Length, or asking fails. */
export async function arrive(url: string): Promise<PollDesktop> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let heard = (_: string): void => {};
  let failed = (_: Error): void => {};
  const count = answerCounter();
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    try {
      if (count(bytes) === 'more') return;
    } catch (error) {
      failed(error as Error);
      return;
    }
    const whole = text;
    text = '';
    heard(whole);
  });
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('a connection ended while a poll was held')));
  return {
    socket,
    ask: (method, path, headers, body = '') =>
      new Promise((resolve, reject) => {
        [heard, failed] = [resolve, reject];
        const framing = ['Content-Type: application/json', `Content-Length: ${body.length}`];
        const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...headers];
        socket.write([...lines, ...(body === '' ? [] : framing), '', body].join('\r\n'));
      }),
  };
}
