/** The desktops of the soak, in a process of their own: see `DesktopsQuestion` and `Seen`. */
import { once } from 'node:events';
import { answerMessages } from '../answer-messages.js';
import { arrive, type PollDesktop } from '../poll-desktop.js';
import type { DesktopsQuestion, Seen } from './questions.js';

/** Calls between two connections for notifications, and connections between two log-ins. */
const callsOfAConnection = 10;
const connectionsOfAVisit = 5;

const seen = { answered: 0, cut: 0, calls: 0, notifications: 0, reconnects: 0, visits: 0 };
const begun = (): number => seen.answered + seen.cut;

answerMessages(async ({ url, desktops, exchanges }: DesktopsQuestion): Promise<Seen> => {
  await Promise.all(
    Array.from({ length: desktops }, async (_, n) => {
      while (begun() < exchanges) await visit(url, `agent${n}`, exchanges);
    }),
  );
  return seen;
});

/** Logs in, works over one connection after the other, and leaves. */
async function visit(url: string, user: string, exchanges: number): Promise<void> {
  const desk = await arrive(url);
  const credentials = Buffer.from(`${user}:secret`).toString('base64');
  const me = await ask(desk, 'GET', '/api/v2/me', [`Authorization: Basic ${credentials}`]);
  seen.visits += 1;
  const cookie = `Cookie: ${/JSESSIONID=\w+/u.exec(me)?.[0]}`;
  const shaken = await ask(
    desk,
    'POST',
    '/cometd',
    [cookie],
    '[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
  );
  const clientId = /"clientId":"(\w+)"/u.exec(shaken)?.[1] ?? '';
  for (let n = 0; n < connectionsOfAVisit && begun() < exchanges; n += 1) {
    await workOverConnection(url, desk, cookie, clientId);
  }
  await ask(desk, 'POST', '/leave', [cookie], '{}');
  await ended(desk);
}

/** Calls and their notifications; in the end the connect that is held is cut. */
async function workOverConnection(
  url: string,
  desk: PollDesktop,
  cookie: string,
  clientId: string,
): Promise<void> {
  const ear = await arrive(url);
  const come = new Set<number>();
  let onCome = (): void => {};
  let leaving = false;
  const polling = (async (): Promise<void> => {
    for (;;) {
      const body = `[{"channel":"/meta/connect","id":"2","clientId":"${clientId}","connectionType":"long-polling"}]`;
      try {
        const text = await ear.ask('POST', '/cometd', [cookie], body);
        seen.answered += 1;
        for (const [, reference] of text.matchAll(/"referenceId":(\d+)/gu)) {
          seen.notifications += 1;
          come.add(Number(reference));
        }
        onCome();
      } catch (error) {
        if (!leaving) throw error;
        seen.cut += 1;
        return;
      }
    }
  })();
  for (let call = 0; call < callsOfAConnection; call += 1) {
    const body = `{"operationName":"Hold","comment":"${'of a call '.repeat(8)}"}`;
    const text = await ask(desk, 'POST', `/api/v2/me/chats/${call}`, [cookie], body);
    seen.calls += 1;
    const reference = Number(/"referenceId":(\d+)/u.exec(text)?.[1]);
    while (!come.has(reference)) {
      await Promise.race([
        polling,
        new Promise<void>((resolve) => {
          onCome = resolve;
        }),
      ]);
    }
  }
  // Only what the server has can be cut in a known way.
  await ask(desk, 'GET', '/held', [cookie]);
  leaving = true;
  const closed = once(ear.socket, 'close');
  ear.socket.destroy();
  await Promise.all([polling, closed]);
  // Else a notification might go where nobody hears it any more.
  await ask(desk, 'GET', '/gone', [cookie]);
  seen.reconnects += 1;
}

async function ask(
  desktop: PollDesktop,
  method: string,
  path: string,
  headers: readonly string[],
  body?: string,
): Promise<string> {
  const text = await desktop.ask(method, path, headers, body);
  seen.answered += 1;
  return text;
}

async function ended({ socket }: PollDesktop): Promise<void> {
  const closed = once(socket, 'close');
  socket.end();
  await closed;
}
