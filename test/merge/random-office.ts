import type { Recorders, Told } from './recorders.js';

/** Numbers that look like chance, the same for a seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return (state >>> 8) % below;
  };
}

/**
 * Desktops at work on one server: they log in, shake hands, call, and are told of their own calls and of others', each
 * request on a connection of its own.
 *
 * @param next asked before each request: the recorders that it passes through
 */
export function work(recorders: Recorders, seed: number, next: () => readonly string[]): void {
  const below = chance(seed);
  let connection = 0;
  let reference = 0;
  const say = (told: Omit<Told, 'connection'>): void => {
    connection += 1;
    recorders.exchange(next(), { ...told, connection });
  };
  const desktops = Array.from({ length: 2 + below(4) }, (_, index) => ({
    user: `a${index + 1}`,
    cookie: `JSESSIONID=s${seed}-${index}`,
    client: `client-${seed}-${index}`,
  }));
  const bayeux = (told: readonly unknown[]): string => JSON.stringify(told);
  for (const { user, cookie, client } of desktops) {
    const Authorization = `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;
    say({
      method: 'GET',
      target: '/api/v2/me',
      headers: { Authorization },
      answer: {
        headers: { 'Set-Cookie': `${cookie}; Path=/` },
        body: `{"user":{"userName":"${user}"}}`,
      },
    });
    say({
      target: '/cometd',
      headers: { Cookie: cookie },
      body: bayeux([{ channel: '/meta/handshake', version: '1.0', id: '1' }]),
      answer: {
        body: bayeux([{ channel: '/meta/handshake', clientId: client, successful: true, id: '1' }]),
      },
    });
  }
  for (let step = 0; step < 20 + below(20); step += 1) {
    const one = desktops[below(desktops.length)];
    const other = desktops[below(desktops.length)];
    if (one === undefined || other === undefined) continue;
    reference += 1;
    const tweet = `T-${1 + below(3)}`;
    const event = {
      channel: '/v2/me/tweets',
      data: {
        messageType: 'TwitterStateChangeMessage',
        referenceId: reference,
        twitter: { id: tweet, state: 'Completed' },
      },
    };
    const connect = (of: typeof one): Omit<Told, 'connection'> => ({
      target: '/cometd',
      // Some clients are known by their clientId alone.
      headers: below(3) === 0 ? {} : { Cookie: of.cookie },
      body: bayeux([{ channel: '/meta/connect', clientId: of.client, id: '2' }]),
      answer: { body: bayeux([event, { channel: '/meta/connect', successful: true, id: '2' }]) },
    });
    const isEarly = below(4) === 0;
    say({
      target: `/api/v2/me/tweets/${tweet}`,
      headers: { Cookie: one.cookie },
      body: '{"operationName":"Complete","n":1.10}',
      answer: { body: `{"statusCode":0,"referenceId":${reference}}` },
      during: () => {
        if (isEarly) say(connect(one));
      },
    });
    if (!isEarly) say(connect(one));
    if (below(3) === 0 && other !== one) say(connect(other));
  }
}
