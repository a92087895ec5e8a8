/** Replays an hour with time moved by hand, in a process of its own: see `HourQuestion`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replay, type StandIn } from '../../src/index.js';
import { answerMessages } from './answer-messages.js';
import { callPath, callText, endpoint, logInPath, userName } from './office-recording.js';
import { arrive } from './poll-desktop.js';
import type { HourAnswer, HourQuestion } from './replay-manual.js';

const listen = { host: '127.0.0.1', port: 0 };

answerMessages(async (question: HourQuestion): Promise<HourAnswer> => {
  const bare = await bareServer();
  const measure = await timed(() => visit(bare.url, question, null));
  bare.close();
  const standIn = await replay(question.file, { listen, timing: 'manual' });
  const took = await timed(() => visit(standIn.url, question, standIn));
  await standIn.close();
  return { took, bare: measure };
});

/** Logs in, shakes hands, then makes each call, and moves the clock to its answer and its notification. */
async function visit(
  url: string,
  { calls, lasts, size }: HourQuestion,
  standIn: StandIn | null,
): Promise<void> {
  const desktop = await arrive(url);
  const until = (answer: Promise<string>): Promise<string> => standIn?.flush(answer) ?? answer;
  const password = Buffer.from(`${userName(1)}:secret`).toString('base64');
  const shown = await until(desktop.ask('GET', logInPath, [`Authorization: Basic ${password}`]));
  const cookie = `Cookie: ${/set-cookie: *([^;\r]+)/iu.exec(shown)?.[1]}`;
  const say = (message: object): Promise<string> =>
    desktop.ask('POST', endpoint, [cookie], JSON.stringify([{ id: '1', ...message }]));
  const shaken = await until(
    say({
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: ['long-polling'],
    }),
  );
  const clientId = /"clientId":"(\w+)"/u.exec(shaken)?.[1];
  await until(say({ channel: '/meta/subscribe', clientId, subscription: '/v2/me/*' }));
  const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling' };
  await until(say({ ...connect, advice: { timeout: 0 } }));
  for (let call = 1; call <= calls; call += 1) {
    const path = callPath(call);
    const answer = desktop.ask('POST', path, [cookie], callText(1, call, size));
    await standIn?.waitFor({ call: { path } });
    await standIn?.advance(lasts / calls);
    await answer;
    const polled = await say({ ...connect, advice: { timeout: 0 } });
    if (standIn !== null && !polled.includes('"state":"Completed"')) {
      throw new Error(`no notification: ${polled}`);
    }
  }
  desktop.socket.destroy();
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function bareServer(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.end('{}'));
  }).listen(listen);
  await once(server, 'listening');
  return {
    url: `http://${listen.host}:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}
