import { startStaging } from '../../staging/staging.js';
import { calling } from './bayeux-load.js';
import { askingFor, pipelining } from './http-load.js';
import { startKillServer } from './kill-server.js';
import type { Load } from './load.js';
import { office } from './office-load.js';
import { onWebsockets } from './websocket-load.js';

interface LoadPlan {
  readonly load: Load;
  /** The kill comes at most after so many events. */
  readonly most: number;
  /** Default: the one that has every way of answering. */
  readonly serve?: () => Promise<{ readonly url: string; close(): Promise<void> }>;
}

const everything: Load = async (context) => {
  const parts = [
    askingFor(['length', 'gzip', 'large', 'events'], 2),
    pipelining,
    onWebsockets('/ws-deflate'),
    calling('cometd long-polling', 1),
    calling('faye websocket', 1),
  ];
  await Promise.all(parts.map((load) => load(context)));
};

const smallShapes = [
  ...(['length', 'chunked', 'no-content', 'not-modified', 'empty', 'head', 'trailers'] as const),
  ...(['gzip', 'gzip-chunked', 'refused', 'pieces'] as const),
] as const;

/** Every transport, each with the desktops that use it. */
export const loads = {
  'HTTP answers of all shapes': { load: askingFor([...smallShapes], 8), most: 1_500 },
  'answers of 1 MB': { load: askingFor(['large', 'large-length'], 4), most: 80 },
  'streams of events': { load: askingFor(['events', 'pieces'], 6), most: 2_000 },
  'pipelined requests': { load: pipelining, most: 600 },
  websockets: { load: onWebsockets('/ws'), most: 2_000 },
  'websockets with permessage-deflate': { load: onWebsockets('/ws-deflate'), most: 2_000 },
  'long-polling, official client and server': { load: calling('cometd long-polling'), most: 400 },
  'callback-polling, official client': { load: calling('cometd callback-polling'), most: 400 },
  'long-polling, faye': { load: calling('faye long-polling'), most: 400 },
  'websocket, faye': { load: calling('faye websocket'), most: 600 },
  'an office': { load: office, most: 100, serve: startStaging },
  'everything at once': { load: everything, most: 1_500 },
} satisfies Record<string, LoadPlan>;

export type LoadName = keyof typeof loads;

/** @throws nothing if the server can be started, as `startKillServer` */
export function planOf(name: LoadName): Required<LoadPlan> {
  return { serve: startKillServer, ...loads[name] };
}
