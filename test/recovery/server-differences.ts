import type { Mode, Transcript } from './visit.js';

/** Where the stand-in does otherwise than the real server of these tests, and means to. */
interface ServerDifference {
  /** Names of the faults. */
  readonly faults: readonly string[];
  readonly isThere: (mode: Mode) => boolean;
  readonly why: string;
  /** What the client goes through with the stand-in, where this is what it goes through with the real server. */
  readonly standIn: (real: Transcript) => Transcript;
}

const expired = 'a session expired';
const expiredOnTheWay = 'a session expired with a notification to come';

const differences: readonly ServerDifference[] = [
  {
    faults: [expired, expiredOnTheWay],
    isThere: ({ transport }) => transport === 'websocket',
    why: 'faye closes the websocket of a client that it forgets; the stand-in tells it there, as Bayeux has it (§4.2)',
    standIn: (real) => real.filter((line) => line !== '  connect: no, connection lost'),
  },
  {
    faults: [expiredOnTheWay],
    isThere: ({ ack }) => !ack,
    why: 'a server loses what it had for a session that expired; the stand-in tells it after the next handshake, so that the recorded work can go on (decision 20)',
    standIn: (real) => after(real, '  handshake: yes', '  told two'),
  },
  {
    faults: [expiredOnTheWay],
    isThere: ({ ack }) => ack,
    why: 'the same; a client that acknowledges is told on a connect only',
    standIn: (real) => after(real, '  subscribe: yes', '  told two'),
  },
];

/** What a client is to go through with the stand-in. */
export function withStandInInstead(real: Transcript, mode: Mode, fault: string): Transcript {
  return differences
    .filter(({ faults, isThere }) => faults.includes(fault) && isThere(mode))
    .reduce((transcript, { standIn }) => standIn(transcript), real);
}

/** Adds a line after the last one of these. */
function after(lines: Transcript, line: string, added: string): Transcript {
  const at = lines.lastIndexOf(line) + 1;
  return [...lines.slice(0, at), added, ...lines.slice(at)];
}
