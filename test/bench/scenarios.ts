import type { Load } from './load.js';

/** What can be put under load. */
export type Contender = 'upstream' | 'http-proxy' | 'record' | 'node:http' | 'replay';

/** The same load on several servers, one of which is the yardstick of the others. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly load: Pick<Load, 'kind' | 'coding' | 'connections' | 'rate'>;
  readonly contenders: readonly Contender[];
  readonly yardstick: Contender;
}

const recording = {
  contenders: ['http-proxy', 'record', 'upstream'],
  yardstick: 'http-proxy',
} as const;
const replaying = { contenders: ['node:http', 'replay'], yardstick: 'node:http' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'record-64',
    title: 'record: calls over 64 connections',
    load: { kind: 'calls', coding: 'identity', connections: 64 },
    ...recording,
  },
  {
    name: 'record-8',
    title: 'record: calls over 8 connections',
    load: { kind: 'calls', coding: 'identity', connections: 8 },
    ...recording,
  },
  {
    name: 'record-gzip',
    title: 'record: calls over 64 connections, answers in gzip',
    load: { kind: 'calls', coding: 'gzip', connections: 64 },
    ...recording,
  },
  {
    name: 'record-paced',
    title: 'record: 100 calls a second over 8 connections (what one desktop feels)',
    load: { kind: 'calls', coding: 'identity', connections: 8, rate: 100 },
    ...recording,
  },
  {
    name: 'record-websocket',
    title: 'record: a notification for each message over 64 websockets',
    load: { kind: 'websocket', coding: 'identity', connections: 64 },
    ...recording,
  },
  {
    name: 'replay-safe',
    title: 'replay: one safe request over 64 connections',
    load: { kind: 'safe', coding: 'identity', connections: 64 },
    ...replaying,
  },
  {
    name: 'replay-visits',
    title: 'replay: visits of 100 calls over 64 connections, each visit a new live session',
    load: { kind: 'visits', coding: 'identity', connections: 64 },
    ...replaying,
  },
];
