import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { root } from '../e2e/command.js';
import { findBrowser } from '../examples/browser.js';

/** Starts a Chromium. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('there is no Chromium; CHROMIUM may name one');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** The official client of CometD, as far as it is used here. */
interface Client {
  unregisterTransport(name: string): void;
  configure(options: { readonly url: string }): void;
  handshake(done: () => void): void;
  subscribe(channel: string, hear: (message: Message) => void, done: () => void): void;
  disconnect(done: () => void): void;
}

interface Message {
  readonly data: { readonly twitter?: { readonly id: string; readonly state: string } };
}

/** An agent in a real browser, with the official client: accepts the first tweet that is offered and completes it. */
const work = async (transport: 'long-polling' | 'websocket'): Promise<string[]> => {
  const page = globalThis as unknown as {
    readonly org: { readonly cometd: { readonly CometD: new () => Client } };
    readonly location: { readonly origin: string };
  };
  const { origin } = page.location;
  const states: string[] = [];
  const waiting: (() => void)[] = [];
  const until = (state: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (states.some((each) => each.endsWith(state))) resolve();
        else waiting.push(look);
      };
      look();
    });
  // A body that nobody reads is not in the HAR.
  const get = async (to: string, options: RequestInit = {}): Promise<void> => {
    await (await fetch(`${origin}/api/v2/${to}`, options)).text();
  };
  const post = (to: string, body: object): Promise<void> =>
    get(to, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  await get('me?subresources=*');
  await get('me?subresources=*', {
    headers: { Authorization: `Basic ${btoa('a1:secret-a1')}` },
  });
  const client = new page.org.cometd.CometD();
  if (transport === 'long-polling') client.unregisterTransport('websocket');
  client.configure({ url: `${origin}/api/v2/notifications` });
  await new Promise<void>((resolve) => client.handshake(() => resolve()));
  let tweet = '';
  await new Promise<void>((resolve) =>
    client.subscribe(
      '/v2/me/*',
      ({ data }) => {
        if (data.twitter === undefined) return;
        tweet ||= data.twitter.id;
        states.push(`${data.twitter.id} ${data.twitter.state}`);
        for (const look of waiting.splice(0)) look();
      },
      () => resolve(),
    ),
  );
  await post('me', { operationName: 'StartContactCenterSession', channels: ['twitter'] });
  await until('Invited');
  await post(`me/tweets/${tweet}`, { operationName: 'Accept' });
  await until('Processing');
  await post(`me/tweets/${tweet}`, { operationName: 'Complete', saveLAR: true });
  await until('Completed');
  await post('me', { operationName: 'EndContactCenterSession' });
  await new Promise<void>((resolve) => client.disconnect(() => resolve()));
  return states;
};

/** The HAR that Playwright writes of such an agent. */
export async function recordInBrowser(
  browser: Browser,
  url: string,
  transport: 'long-polling' | 'websocket',
  file: string,
): Promise<unknown> {
  const context = await browser.newContext({
    recordHar: { path: file, mode: 'full', content: 'embed' },
  });
  const page = await context.newPage();
  await page.goto(`${url}/api/v2/diagnostics/version`);
  await page.addScriptTag({ path: path.join(root, 'node_modules/cometd3/cometd.js') });
  await page.evaluate(work, transport);
  await context.close();
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}
