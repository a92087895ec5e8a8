import { WebSocket } from 'ws';
import { itemsOf } from '../../desktops/json-slices.js';
import type { LoadContext } from './load.js';

/** Desktops on websockets of their own, which ask again when they are answered. */
export function onWebsockets(path: '/ws' | '/ws-deflate') {
  return async (context: LoadContext): Promise<void> => {
    await Promise.all(Array.from({ length: 4 }, () => desktop(context, path)));
  };
}

function desktop({ url, name, sightings, chance, over }: LoadContext, path: string): Promise<void> {
  const me = `${name}-${chance.below(1e9)}`;
  const headers = { 'X-Id': me };
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
  let number = chance.below(15);
  let question = '';
  const ask = (): void => {
    number += 1;
    question = `{"channel":"/meta/connect","clientId":"c","id":"${me}-${number}"}`;
    socket.send(`[${question}]`);
  };
  socket.on('open', () => {
    sightings.websocket(me);
    ask();
  });
  socket.on('message', (data, isBinary) => {
    // No Bayeux, so it is not kept.
    if (isBinary) return sightings.piece();
    const messages = itemsOf(String(data));
    for (const message of messages) sightings.message(message);
    if (!messages.some((message) => message.includes('"/meta/connect"'))) return;
    sightings.message(question);
    ask();
  });
  socket.on('error', () => {});
  return new Promise((resolve, reject) => {
    socket.once('close', () => (over() ? resolve() : reject(new Error(`${me} was cut off`))));
  });
}
