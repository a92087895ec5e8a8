import { after, type Difference, without } from './difference.js';

const expired = 'a session expired';
const expiredOnTheWay = 'a session expired with a notification to come';
export const callsGoOn = 'a connection cut in a held connect, and errors while calls go on';

/** Where the stand-in does otherwise than the real servers of these tests, and means to. */
export const serverDifferences: readonly Difference[] = [
  {
    faults: [expired, expiredOnTheWay],
    isThere: ({ transport }) => transport === 'websocket',
    why: 'faye closes the websocket of a client that it forgets; the stand-in tells it so there, as Bayeux has it',
    instead: (real) => without(real, '  connect: no, connection lost'),
  },
  {
    faults: [expiredOnTheWay],
    isThere: ({ ack }) => !ack,
    why: 'a server loses what it had for a session that expired; the stand-in tells it after the next handshake, so that the recorded work can go on (decision 20)',
    instead: (real) => after(real, '  handshake: yes', '  told two'),
  },
  {
    faults: [expiredOnTheWay],
    isThere: ({ ack }) => ack,
    why: 'the same; a client that acknowledges is told on a connect only',
    instead: (real) => after(real, '  subscribe: yes', '  told two'),
  },
  {
    faults: [callsGoOn],
    isThere: ({ transport, ack }) => transport === 'long-polling' && !ack,
    why: 'cometd-nodejs-server does not see that the connection of a held connect is gone, and writes to it once; the stand-in sees it, and keeps what it has for the next connect',
    instead: (real) => after(real, 'Three: 200', '  told three'),
  },
];

/** Where a stand-in that acts out what went wrong in a recording does otherwise than the server did then. */
export const outageDifferences: readonly Difference[] = [
  {
    faults: [expired, expiredOnTheWay],
    isThere: ({ transport }) => transport === 'websocket',
    why: 'a websocket that the server closed in good order is no outage',
    instead: (real) => without(real, '  connect: no, connection lost'),
  },
  {
    faults: ['a connection cut in the response that carries a notification'],
    isThere: ({ ack }) => ack,
    why: 'the recording has the notification where it came in full, and the cut as one of a connect: it comes after it',
    instead: (real) =>
      after(
        without(real, '  connect: no, connection lost'),
        '  told two',
        '  connect: no, connection lost',
      ),
  },
  {
    faults: [
      'an error in place of the answer to a connect',
      'an error in place of the answer to a held connect',
    ],
    why: 'what a gateway says in place of a connect is acted out as a cut',
    instead: (real) =>
      real.map((line) => (line === '  connect: no, 503' ? '  connect: no, connection lost' : line)),
  },
  {
    faults: ['a connection cut in a held connect, and errors until the server is back'],
    why: 'an outage is acted out once, however often the recorded client tried',
    instead: (real) => without(real, '  connect: no, 503'),
  },
  {
    faults: [
      'an error in place of the answer to a handshake',
      'an error in place of a websocket, with another transport to turn to',
    ],
    why: 'what went wrong before the first handshake is not acted out',
    instead: (real) => real.filter((line) => !line.startsWith('  handshake: no')),
  },
];
