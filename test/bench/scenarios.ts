import { comparisons } from './comparisons.js';
import { diffScale } from './diff-scale.js';
import { driveLoad } from './drive-load.js';
import { flatBody } from './flat-body.js';
import { flatExchanges } from './flat-exchanges.js';
import { heldPolls } from './held-polls.js';
import { nonstop, nonstopPaced } from './nonstop.js';
import { openLarge } from './open-large.js';
import { replayHeld } from './replay-held.js';
import { replayManual } from './replay-manual.js';
import { replaySideBySide } from './replay-side-by-side.js';
import { replayStart } from './replay-start.js';
import { comparing } from './run-comparison.js';
import type { Scenario } from './scenario.js';
import { soak } from './soak/soak.js';

/** All that can be measured, in the order in which it is. */
export const scenarios: readonly Scenario[] = [
  ...comparisons.map(comparing),
  nonstop,
  nonstopPaced,
  heldPolls,
  flatExchanges,
  flatBody,
  openLarge,
  replayStart,
  replaySideBySide,
  replayHeld,
  replayManual,
  diffScale,
  driveLoad,
  soak,
];
