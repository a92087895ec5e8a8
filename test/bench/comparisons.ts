import type { Contender } from './contenders.js';
import type { Load } from './load.js';

/** The same load on several servers, one of which is the yardstick of the others. */
export interface Comparison {
  readonly name: string;
  readonly title: string;
  readonly load: Pick<Load, 'kind' | 'coding' | 'connections' | 'deflate' | 'rate'>;
  readonly contenders: readonly Contender[];
  readonly yardstick: Contender;
  /** How many times as long as others it is measured; by default 1. */
  readonly longer?: number;
  /** Seconds of load that warm a contender up, where a number of requests would not do. */
  readonly warmUp?: Partial<Record<Contender, number>>;
  /** The contender whose requests are told as multiples of each other one's. */
  readonly multiples?: { readonly of: Contender; readonly others: readonly Contender[] };
}

const recording = {
  contenders: ['http-proxy', 'record', 'upstream'],
  yardstick: 'http-proxy',
} as const;
const durabilities = {
  contenders: ['http-proxy', 'record', 'record --durability full', 'record --durability relaxed'],
  yardstick: 'http-proxy',
} as const;
const watched = { contenders: ['record', 'record --ui'], yardstick: 'record' } as const;
const replaying = { contenders: ['node:http', 'replay'], yardstick: 'node:http' } as const;
const others = ['WireMock', 'WireMock, in memory', 'talkback', 'mitmdump'] as const;
const standIns = [
  'talkback, replaying',
  'WireMock, replaying',
  'Mockoon',
  'mountebank',
  'mitmdump, replaying',
] as const;

/** So that 5 rounds of a second bring at least 1,000 calls, which a p99 needs. */
const enoughForP99 = 2.5;

export const comparisons: readonly Comparison[] = [
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
    longer: enoughForP99,
    ...recording,
  },
  {
    name: 'record-websocket',
    title: 'record: a notification for each message over 64 websockets',
    load: { kind: 'websocket', coding: 'identity', connections: 64 },
    ...recording,
  },
  {
    name: 'record-deflate',
    title: 'record: a notification for each message over 64 websockets with permessage-deflate',
    load: { kind: 'websocket', coding: 'identity', connections: 64, deflate: true },
    ...recording,
  },
  {
    name: 'record-durability',
    title: 'record: how durable, calls over 64 connections',
    load: { kind: 'calls', coding: 'identity', connections: 64 },
    ...durabilities,
  },
  {
    name: 'record-durability-paced',
    title: 'record: how durable, 100 calls a second over 8 connections',
    load: { kind: 'calls', coding: 'identity', connections: 8, rate: 100 },
    longer: enoughForP99,
    ...durabilities,
    contenders: [...durabilities.contenders, 'upstream'],
  },
  {
    name: 'ui-live',
    title: 'record --ui: a page follows, calls over 64 connections',
    load: { kind: 'calls', coding: 'identity', connections: 64 },
    ...watched,
  },
  {
    name: 'ui-live-paced',
    title: 'record --ui: a page follows, 100 calls a second over 8 connections',
    load: { kind: 'calls', coding: 'identity', connections: 8, rate: 100 },
    longer: enoughForP99,
    ...watched,
    contenders: [...watched.contenders, 'upstream'],
  },
  {
    name: 'recorders',
    title: 'recorders: calls over 64 connections',
    load: { kind: 'calls', coding: 'identity', connections: 64 },
    contenders: ['http-proxy', 'record', ...others],
    yardstick: 'http-proxy',
    // Java compiles what it runs again and again while it runs.
    warmUp: { WireMock: 12, 'WireMock, in memory': 12 },
    multiples: { of: 'record', others },
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
  {
    name: 'replay-many',
    title: 'replay: the same visits, from a recording of 100 calls and from one of 100,000',
    load: { kind: 'visits', coding: 'identity', connections: 64 },
    ...replaying,
    contenders: [...replaying.contenders, 'replay of 100,000 calls'],
  },
  {
    name: 'replayers',
    title: 'replayers: one safe request over 64 connections',
    load: { kind: 'safe', coding: 'identity', connections: 64 },
    contenders: ['node:http', 'replay', ...standIns],
    yardstick: 'node:http',
    warmUp: { 'WireMock, replaying': 12 },
    multiples: { of: 'replay', others: standIns },
  },
];
