import { type HeldFailure, isConnect, type WayManner } from './fault-proxy.js';
import type { ServerManner } from './real-server.js';
import { followedBy, type Operation, operations, room, told } from './room.js';
import type { Mode, Step, Transcript } from './visit.js';

/** One fault, as the stand-in has it and as it befalls a real server. */
export interface FaultCase {
  readonly name: string;
  /** Where there is such a thing; by default over each transport. */
  readonly over?: Mode['transport'];
  /** How the stand-in is told to do it; null: it befalls the stand-in, too, on the way to it. */
  readonly fault: string | null;
  /** What the real server does. */
  readonly server?: () => ServerManner;
  /** What happens on the way to the server. */
  readonly way?: () => WayManner;
  /** What becomes of the connect that is held after `Pause`. */
  readonly held?: HeldFailure;
  readonly insistsOn?: Operation;
  /** The client may use long-polling, too. */
  readonly maySwitch?: boolean;
  /** Why the stand-in says that something did not come. */
  readonly undelivered?: readonly string[];
  /** What comes of the second call, if not 200. */
  readonly answers?: string;
  /** What the client sees in these steps, otherwise than without the fault. */
  readonly brings: (mode: Mode) => Partial<Record<Step, readonly string[]>>;
}

/** What a client sees in a step if nothing goes wrong. */
export function usually(step: Step): readonly string[] {
  if (step === 'arrive') return ['subscribe: yes', 'connect: yes'];
  if (step === 'leave') return ['disconnect: yes'];
  return followedBy[step].map((each) => `told ${each}`);
}

/** What the client goes through, line by line: each version the same. */
export function expected(mode: Mode, { brings, answers = '200' }: FaultCase): Transcript {
  const brought = brings(mode);
  const gaveUp = brought.leave?.length === 0;
  const steps: readonly Step[] = ['arrive', ...(gaveUp ? [] : operations), 'leave'];
  return steps.flatMap((step) => {
    const seen = brought[step] ?? usually(step);
    const before = step === 'arrive' && brought.arrive === undefined ? ['handshake: yes'] : [];
    return [`${step}: ${said(step)}`, ...[...before, ...seen].map((each) => `  ${each}`)];
  });

  function said(step: Step): string {
    if (step === 'leave') return gaveUp ? 'gone already' : 'done';
    return step === 'Two' ? answers : '200';
  }
}

const backAgain = ['connect: no, connection lost', 'connect: yes'];

/** faye closes the websocket of a client that it forgets, too. */
const anew = ({ transport }: Mode): readonly string[] => [
  ...(transport === 'websocket' ? ['connect: no, connection lost'] : []),
  ...['connect: no, unknown session', 'handshake: yes', 'subscribe: yes', 'connect: yes'],
];

export const faultCases: readonly FaultCase[] = [
  { name: 'nothing', fault: null, brings: () => ({}) },
  {
    name: 'a notification dropped',
    fault: 'drop:operation=Two',
    server: () => ({ tell: (operation, notices) => (operation === 'Two' ? [] : notices) }),
    undelivered: ['dropped by a fault'],
    brings: () => ({ Two: [] }),
  },
  {
    name: 'a notification doubled',
    fault: 'double:operation=Two',
    server: () => ({
      tell: (operation, notices) => (operation === 'Two' ? [...notices, ...notices] : notices),
    }),
    brings: () => ({ Two: ['told two', 'told two'] }),
  },
  {
    name: 'a notification late',
    fault: 'late:operation=Two,acts=2',
    server: () => ({
      tell(operation, notices) {
        if (operation === 'Two') return [];
        return operation === 'Three' ? [...notices, 'two'] : notices;
      },
    }),
    brings: () => ({ Two: [], Three: ['told three', 'told three again', 'told two'] }),
  },
  {
    name: 'notifications out of order',
    fault: 'reorder:operation=Three,limit=1',
    server: () => ({ tell: (_operation, notices) => [...notices].reverse() }),
    brings: () => ({ Three: ['told three again', 'told three'] }),
  },
  {
    name: 'a connection cut in the response that carries a notification',
    over: 'long-polling',
    fault: `cut-response:channel=${room},operation=Two`,
    way: () => once((_passing, answer) => (answer?.includes(told('two')) ? 'cut' : null)),
    brings: ({ ack }) => ({
      Two: ack ? ['connect: no, connection lost', 'told two', 'connect: yes'] : backAgain,
    }),
  },
  {
    name: 'a connection cut in the answer to a call',
    fault: 'cut-response:operation=Two',
    way: () => once(({ body }, answer) => (isCall(body, 'Two') && answer !== null ? 'cut' : null)),
    answers: 'connection lost',
    brings: () => ({}),
  },
  {
    name: 'a connection cut in a held connect',
    fault: 'cut-connect:operation=Pause',
    way: () => ({}),
    held: 'cut',
    brings: () => ({ Pause: backAgain }),
  },
  {
    name: 'a connection cut in a websocket frame',
    over: 'websocket',
    fault: 'cut-frame:operation=Two',
    way: () => ({ cutsFrameWith: told('two') }),
    brings: () => ({ Two: backAgain }),
  },
  {
    name: 'a session expired',
    fault: 'expire:operation=Pause',
    server: () => ({ forgetsAt: 'Pause' }),
    brings: (mode) => ({ Pause: anew(mode) }),
  },
  {
    name: 'a session expired with a notification to come',
    fault: 'expire:operation=Two',
    server: () => ({ forgetsAt: 'Two' }),
    brings: (mode) => ({ Two: anew(mode) }),
  },
  {
    name: 'an error in place of the answer to a call',
    fault: 'error:operation=Two',
    way: () => once(({ body }) => (isCall(body, 'Two') ? 'refuse' : null)),
    insistsOn: 'Two',
    answers: '503, 200',
    brings: () => ({}),
  },
  {
    name: 'an error in place of the answer to a call that was made',
    fault: 'error:operation=Two,performed=true',
    way: () =>
      once(({ body }, answer) => (isCall(body, 'Two') && answer !== null ? 'replace' : null)),
    answers: '503',
    brings: () => ({}),
  },
  {
    name: 'an error in place of the answer to a connect',
    over: 'long-polling',
    fault: null,
    way: () => {
      let next = false;
      return once(({ body }, answer) => {
        next ||= answer?.includes(told('two')) === true;
        return next && answer === null && isConnect(body) ? 'refuse' : null;
      });
    },
    brings: () => ({ Two: ['told two', 'connect: no, 503', 'connect: yes'] }),
  },
  {
    name: 'an error in place of the answer to a held connect',
    over: 'long-polling',
    fault: 'error:channel=/meta/connect,operation=Pause',
    way: () => ({}),
    held: 'error',
    brings: () => ({ Pause: ['connect: no, 503', 'connect: yes'] }),
  },
  {
    name: 'an error in place of the answer to a handshake',
    over: 'long-polling',
    fault: null,
    way: () => once(({ body }) => (body.includes('"/meta/handshake"') ? 'refuse' : null)),
    brings: () => ({
      arrive: ['handshake: no, 503', 'handshake: yes', 'subscribe: yes', 'connect: yes'],
    }),
  },
  {
    name: 'an error in place of a websocket',
    over: 'websocket',
    fault: null,
    way: () => ({ refusesWebsockets: 1 }),
    // It has never had one, and gives up.
    brings: () => ({ arrive: ['handshake: no, connection lost'], leave: [] }),
  },
  {
    name: 'an error in place of a websocket, with another transport to turn to',
    over: 'websocket',
    fault: null,
    way: () => ({ refusesWebsockets: 1 }),
    maySwitch: true,
    brings: () => ({
      arrive: [
        'handshake: no, connection lost',
        'handshake: yes',
        'subscribe: yes',
        'connect: yes',
      ],
    }),
  },
  {
    name: 'a connection cut in a held connect, and errors until the server is back',
    fault: null,
    way: () => ({ refusesAfterCut: 2 }),
    held: 'cut',
    brings: ({ transport }) => ({
      Pause:
        transport === 'websocket'
          ? backAgain
          : ['connect: no, connection lost', 'connect: no, 503', 'connect: yes'],
    }),
  },
  {
    name: 'a connection cut in a held connect, and errors while calls go on',
    fault: null,
    way: () => ({ refusesAfterCut: Number.POSITIVE_INFINITY, relentsWith: '"Three"' }),
    held: 'cut',
    brings: ({ transport, ack }) => ({
      Pause: [
        'connect: no, connection lost',
        ...(transport === 'websocket' ? [] : ['connect: no, 503']),
      ],
      Three: [
        // The official server for Node writes the first one to the connection that is gone.
        ...(transport === 'websocket' || ack ? ['told three'] : []),
        ...['told three again', 'connect: yes'],
      ],
    }),
  },
  {
    name: 'a slow answer to a call',
    fault: 'slow:operation=Two,bytes=200',
    way: () => once(({ body }, answer) => (isCall(body, 'Two') && answer !== null ? 'slow' : null)),
    brings: () => ({}),
  },
  {
    name: 'a slow notification',
    over: 'long-polling',
    fault: `slow:channel=${room},operation=Two,bytes=1000`,
    way: () => once((_passing, answer) => (answer?.includes(told('two')) ? 'slow' : null)),
    brings: () => ({}),
  },
];

/** The words of a title and the fault. */
export const named = (fault: FaultCase) => [fault.name, fault] as const;

function isCall(body: string, operation: Operation): boolean {
  return body.includes(`"operationName":"${operation}"`);
}

/** The first harm that it would do, and then none. */
function once(harms: NonNullable<WayManner['harms']>): WayManner {
  let done = false;
  return {
    harms(passing, answer) {
      const harm = done ? null : harms(passing, answer);
      done ||= harm !== null;
      return harm;
    },
  };
}
