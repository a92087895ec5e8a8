import { derivedBytes } from '../time/chance.js';

/** Makes what belongs to one live session, always the same for the same place in a replay. */
export interface Renewal {
  /** For the n-th handshake, counted from 1. */
  clientId(handshake: number): string;
  /** Id of a notification that had one. */
  messageId(handshake: number, notification: number): string;
  /** Value in place of a recorded cookie's or token's: one for each, so that what was equal stays equal. */
  secret(recorded: string): string;
  /** How much further the references of a recorded session's copy of the same number count than recorded. */
  references(session: number): number;
}

/** References are counted on by whole steps: copies side by side differ, and small ones stay below 2^31. */
const referenceStep = 1_000;
const referenceSteps = 2_000_000;

/**
 * @param session id of the recorded session; 0 stands for requests that belong to none
 * @param copy which live session of that recorded one it is, counted from 1
 */
export function renewal(seed: number, session: number, copy: number): Renewal {
  const made = (length: number, ...parts: readonly (string | number)[]): string =>
    derivedBytes([seed, session, copy, ...parts], length).toString('hex');
  return {
    clientId: (handshake) => made(20, 'clientId', handshake),
    messageId: (handshake, notification) => made(8, 'messageId', handshake, notification),
    secret: (recorded) => made(16, 'secret', recorded),
    references(of) {
      const start = derivedBytes([seed, of, 'references'], 4).readUInt32BE();
      return (1 + ((start + copy) % referenceSteps)) * referenceStep;
    },
  };
}
