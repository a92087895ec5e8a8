/** Desktops that log in, subscribe and hold connects, in a process of their own: see `HeldQuestion`. */
import { once } from 'node:events';
import { answerMessages } from './answer-messages.js';
import { endpoint, logInPath, userName } from './office-recording.js';
import { arrive, type PollDesktop } from './poll-desktop.js';
import type { HeldQuestion } from './replay-held.js';

interface Held {
  readonly desktop: PollDesktop;
  /** Sends one Bayeux message. */
  say(message: object): Promise<string>;
  poll: Promise<string>;
}

/** How many of them begin at the same time. */
const abreast = 100;

let held: Held[] = [];

answerMessages(async (question: HeldQuestion): Promise<object> => {
  const start = performance.now();
  switch (question.step) {
    case 'arrive': {
      const lanes = Array.from({ length: abreast }, async (_, lane) => {
        for (let n = lane; n < question.desktops; n += abreast) {
          held.push(await begin(question, n));
        }
      });
      await Promise.all(lanes);
      break;
    }
    case 'heard':
      for (const text of await Promise.all(held.map(({ poll }) => poll))) {
        if (!text.includes('"pushed"')) throw new Error(`no notification: ${text}`);
      }
      break;
    case 'poll again':
      for (const each of held) each.poll = connectOf(each);
      break;
    case 'leave':
      await Promise.all(held.map(({ desktop }) => once(desktop.socket.end(), 'close')));
      held = [];
      break;
  }
  // When this happened, on the one clock that all processes of a machine share.
  return { took: performance.now() - start, at: performance.timeOrigin + performance.now() };
});

async function begin({ url, users }: HeldQuestion & { step: 'arrive' }, n: number): Promise<Held> {
  const desktop = await arrive(url);
  const password = Buffer.from(`${userName(1 + (n % users))}:secret`).toString('base64');
  const cookies = new Map<string, string>();
  const learn = (text: string): string => {
    for (const [, name = '', value = ''] of text.matchAll(/^set-cookie: *([^=]+)=([^;\r]*)/gimu)) {
      cookies.set(name, value);
    }
    return text;
  };
  learn(await desktop.ask('GET', logInPath, [`Authorization: Basic ${password}`]));
  let clientId: string | undefined;
  let id = 0;
  const say = async (message: object): Promise<string> => {
    id += 1;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = JSON.stringify([{ id: String(id), clientId, ...message }]);
    return learn(await desktop.ask('POST', endpoint, [`Cookie: ${cookie}`], body));
  };
  const shaken = await say({
    channel: '/meta/handshake',
    version: '1.0',
    supportedConnectionTypes: ['long-polling'],
  });
  clientId = /"clientId":"(\w+)"/u.exec(shaken)?.[1];
  await say({ channel: '/meta/subscribe', subscription: '/v2/me/*' });
  await say({
    channel: '/meta/connect',
    connectionType: 'long-polling',
    advice: { timeout: 0 },
  });
  return { desktop, say, poll: connectOf({ say }) };
}

function connectOf({ say }: Pick<Held, 'say'>): Promise<string> {
  const poll = say({ channel: '/meta/connect', connectionType: 'long-polling' });
  // Whoever waits for it hears of it.
  poll.catch(() => {});
  return poll;
}
