import { AckExtension as Ack9, CometD as CometD9, type Extension } from 'cometd';
import cometd3 from 'cometd3';
import Ack3 from 'cometd3/AckExtension.js';
import cometd4 from 'cometd4';
import Ack4 from 'cometd4/AckExtension.js';
import cometd5 from 'cometd5';
import Ack5 from 'cometd5/AckExtension.js';
import cometd7 from 'cometd7';
import Ack7 from 'cometd7/AckExtension.js';
import { AckExtension as Ack8, CometD as CometD8 } from 'cometd8';

/** The lines of the official client: the newest, and back to the one that shipped desktops have. */
export type CometdVersion = 'cometd9' | 'cometd8' | 'cometd7' | 'cometd5' | 'cometd4' | 'cometd3';

interface CometdLibrary {
  /** What is used of it here is the same in all lines. */
  readonly CometD: typeof CometD9;
  readonly AckExtension: new () => Extension;
}

/** A constructor whose types are as good as the newest one's. */
const as9 = (older: unknown): typeof CometD9 => older as typeof CometD9;

export const cometdVersions: Readonly<Record<CometdVersion, CometdLibrary>> = {
  cometd9: { CometD: CometD9, AckExtension: Ack9 },
  cometd8: { CometD: as9(CometD8), AckExtension: Ack8 },
  cometd7: { CometD: as9(cometd7.CometD), AckExtension: Ack7 },
  cometd5: { CometD: as9(cometd5.CometD), AckExtension: Ack5 },
  cometd4: { CometD: cometd4.CometD, AckExtension: Ack4 },
  cometd3: { CometD: cometd3.CometD, AckExtension: Ack3 },
};
