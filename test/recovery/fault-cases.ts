import type { WayManner } from './fault-proxy.js';
import type { ServerManner } from './real-server.js';
import { followedBy, mount, type Operation, room, told } from './room.js';
import type { Mode, Step } from './visit.js';

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
  /** The connect that is held after this call is cut. */
  readonly cutsHeldAfter?: Operation;
  readonly insistsOn?: Operation;
  /** Why the stand-in says that something did not come. */
  readonly undelivered?: readonly string[];
  /** What the client sees in these steps, otherwise than without the fault. */
  readonly brings: (mode: Mode) => Partial<Record<Step, readonly string[]>>;
}

/** What a client sees in a step if nothing goes wrong. */
export function usually(step: Step): readonly string[] {
  if (step === 'arrive') return ['subscribe: yes', 'connect: yes'];
  if (step === 'leave') return ['disconnect: yes'];
  return followedBy[step].map((each) => `told ${each}`);
}

const backAgain = ['connect: no, connection lost', 'connect: yes'];
const anew = ['connect: no, unknown session', 'handshake: yes', 'subscribe: yes', 'connect: yes'];

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
    brings: () => ({}),
  },
  {
    name: 'a connection cut in a held connect',
    fault: 'cut-connect:operation=Pause',
    way: () => ({}),
    cutsHeldAfter: 'Pause',
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
    brings: () => ({ Pause: anew }),
  },
  {
    name: 'a session expired with a notification to come',
    fault: 'expire:operation=Two',
    server: () => ({ forgetsAt: 'Two' }),
    brings: () => ({ Two: anew }),
  },
  {
    name: 'an error in place of the answer to a call',
    fault: 'error:operation=Two',
    way: () => once(({ body }) => (isCall(body, 'Two') ? 'refuse' : null)),
    insistsOn: 'Two',
    brings: () => ({}),
  },
  {
    name: 'an error in place of the answer to a call that was made',
    fault: 'error:operation=Two,performed=true',
    way: () =>
      once(({ body }, answer) => (isCall(body, 'Two') && answer !== null ? 'replace' : null)),
    brings: () => ({}),
  },
  {
    name: 'an error in place of the answer to a connect',
    over: 'long-polling',
    fault: null,
    way: () => {
      let called = false;
      return once(({ path, body }) => {
        called ||= isCall(body, 'Two');
        return called && path.startsWith(mount) && body.includes('"/meta/connect"')
          ? 'refuse'
          : null;
      });
    },
    brings: () => ({ Two: ['told two', 'connect: no, 503', 'connect: yes'] }),
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
    brings: () => ({ arrive: ['handshake: no, connection lost'] }),
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
