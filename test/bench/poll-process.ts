/** Desktops that hold polls, in a process of their own: see `PollQuestion` and `PollAnswer`. */
import { once } from 'node:events';
import { answerMessages } from './answer-messages.js';
import type { PollAnswer, PollQuestion } from './held-polls.js';
import { arrive, type PollDesktop } from './poll-desktop.js';

/** How many of them begin at the same time. */
const abreast = 100;

let desktops: PollDesktop[] = [];
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
  const desktop = await arrive(url);
  const head = [`Cookie: BAYEUX_BROWSER=${name}-${n}`];
  const ask = (body: string): Promise<string> => desktop.ask('POST', '/notifications', head, body);
  desktops.push(desktop);
  const shaken = await ask(
    '[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
  );
  const clientId = /"clientId":"(\w+)"/u.exec(shaken)?.[1];
  polls.push(
    ask(
      `[{"channel":"/meta/connect","id":"2","clientId":"${clientId}","connectionType":"long-polling"}]`,
    ),
  );
}
