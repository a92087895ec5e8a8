import type { Visits } from '../../acts/visits.js';
import { collectFlow } from './collect-flow.js';
import type { ValueFlow } from './flow.js';
import { deciderOf, type FlowDecisions } from './flow-decisions.js';
import { judgeFlow } from './judge-flow.js';

export type { ValueFlow } from './flow.js';

/**
 * Which values that the server handed out came back in requests, by data flow over a whole recording: a value is followed if the
 * server said it before any desktop did, and if it looks or is named like an identifier. It reads the recording three
 * times and holds of it only what the server and a desktop both said.
 */
export function valueFlowOf(visits: Visits, decisions: FlowDecisions = []): ValueFlow {
  return judgeFlow(collectFlow(visits), visits, deciderOf(decisions));
}
