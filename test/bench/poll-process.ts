/** Desktops that hold polls, in a process of their own: see `PollQuestion` and `PollAnswer`. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerMessages } from './answer-messages.js';
import { answerCounter } from './counters.js';
import type { PollAnswer, PollQuestion } from './held-polls.js';

interface Desktop {
  readonly socket: Socket;
  /** Resolves with the text of the answer that is under way. */
  ask(body: string): Promise<string>;
}

/** How many of them begin at the same time. */
const abreast = 100;

let desktops: Desktop[] = [];
let polls: Promise<string>[] = [];

answerMessages(async (question: PollQuestion): Promise<PollAnswer> => {
  const start = performance.now();
  const took = (): PollAnswer => ({ seconds: (performance.now() - start) / 1_000 });
  switch (question.step) {
    case 'hold': {
      const held = fetch(`${question.upstream}/held/${question.desktops}`);
      const lanes = Array.from({ length: abreast }, async (_, lane) => {
        for (let n = lane; n < question.desktops; n += abreast) await begin(question, n);
      });
      await Promise.all(lanes);
      await (await held).text();
      return took();
    }
    case 'notify': {
      const notified = fetch(`${question.upstream}/notify`, { method: 'POST' });
      for (const text of await Promise.all(polls)) {
        if (!text.includes('StatusChange')) throw new Error(`no notification: ${text}`);
      }
      const result = took();
      await (await notified).text();
      return result;
    }
    case 'leave':
      await Promise.all(desktops.map(({ socket }) => once(socket.end(), 'close')));
      desktops = [];
      polls = [];
      return took();
  }
});

async function begin({ url, name }: PollQuestion & { step: 'hold' }, n: number): Promise<void> {
  const desktop = await arrive(url, `${name}-${n}`);
  desktops.push(desktop);
  const shaken = await desktop.ask(
    '[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
  );
  const clientId = /"clientId":"(\w+)"/u.exec(shaken)?.[1];
  polls.push(
    desktop.ask(
      `[{"channel":"/meta/connect","id":"2","clientId":"${clientId}","connectionType":"long-polling"}]`,
    ),
  );
}

async function arrive(url: string, cookie: string): Promise<Desktop> {
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
    ask: (body) =>
      new Promise((resolve, reject) => {
        [heard, failed] = [resolve, reject];
        socket.write(
          `POST /notifications HTTP/1.1\r\nHost: ${host}\r\nCookie: BAYEUX_BROWSER=${cookie}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
      }),
  };
}
