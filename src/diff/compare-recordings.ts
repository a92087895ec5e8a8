import { alignCalls } from './align/align-calls.js';
import { alignSessions } from './align/align-sessions.js';
import { CallPairs } from './call-pairs.js';
import { compareBayeux } from './compare-bayeux.js';
import { compareCalls } from './compare-calls.js';
import { compareLooks } from './compare-looks.js';
import { compareNotices } from './compare-notices.js';
import { Comparison } from './comparison.js';
import { Contents } from './contents.js';
import type { Aligned, Context, KeptAligned } from './context.js';
import type { DiffResult } from './difference.js';
import type { Explain, Residue } from './finding.js';
import { Identifiers } from './identifiers.js';
import { compareLatencies, Latencies } from './latencies.js';
import { Ledger } from './ledger.js';
import { Interned } from './own-text.js';
import { nameSessions } from './rename/name-sessions.js';
import { residueOf, resultOf } from './result-of.js';
import type { KeptView, SessionView } from './session-view.js';
import { type ComparedSide, sideOf } from './side.js';
import { timelinesOf } from './timelines.js';

export interface CompareOptions {
  /** By which rule something means nothing: built-in noise, what was learned, what rules files say. */
  readonly explain: Explain;
  /** Names of members whose lists are sets. */
  readonly sets: ReadonlySet<string>;
  /** Keep what was ignored. */
  readonly showIgnored: boolean;
  /** Tell what happened around what differs. */
  readonly timelines?: boolean;
  /** Tell of operations whose notifications come late. */
  readonly latency?: boolean;
}

/** Compares what the servers of two recordings said. */
export function compareRecordings(
  baseline: ComparedSide,
  candidate: ComparedSide,
  options: CompareOptions,
): DiffResult {
  const { context, sessions } = compared(baseline, candidate, options);
  const result = resultOf(context, options.explain);
  if (options.timelines !== true) return result;
  return { ...result, timelines: timelinesOf(context, sessions, result.differences) };
}

/** What differs besides renaming and what the rules explain: of recordings of one version, the noise. */
export function compareForNoise(
  baseline: ComparedSide,
  candidate: ComparedSide,
  options: CompareOptions,
): Residue {
  return residueOf(compared(baseline, candidate, options).context, options.explain);
}

interface Compared {
  readonly context: Context;
  readonly sessions: readonly KeptAligned[];
}

function compared(one: ComparedSide, other: ComparedSide, options: CompareOptions): Compared {
  const [baseline, candidate] = [sideOf(one), sideOf(other)];
  const ledger = new Ledger(options.showIgnored);
  const contents = new Contents();
  const identifiers = new Identifiers(baseline, candidate, contents);
  const context: Context = {
    baseline,
    candidate,
    ledger,
    identifiers,
    comparison: new Comparison(baseline, candidate, identifiers, contents, ledger, options.sets),
    calls: new CallPairs(),
    names: new Interned(),
    latencies: options.latency === true ? new Latencies() : null,
    counts: { sessions: 0, calls: 0, safe: 0, notifications: 0 },
  };
  const sessions = [
    ...alignSessions(baseline.parts, candidate.parts),
    // What belongs to no session.
    { baseline: null, candidate: null },
  ].map((pair, session): KeptAligned => {
    const nobodys = pair.baseline === null && pair.candidate === null;
    const ours = nobodys || pair.baseline !== null ? baseline.view(pair.baseline) : null;
    const theirs = nobodys || pair.candidate !== null ? candidate.view(pair.candidate) : null;
    if (!nobodys && ours !== null && theirs !== null) context.counts.sessions++;
    nameSessions(identifiers, ours, theirs);
    const aligned: Aligned = {
      session,
      user: ours?.user ?? theirs?.user ?? null,
      baseline: ours,
      candidate: theirs,
      steps: alignCalls(ours?.steps ?? [], theirs?.steps ?? []),
    };
    compareCalls(context, aligned);
    compareLooks(context, aligned);
    compareBayeux(context, aligned);
    return { ...aligned, baseline: ours && kept(ours), candidate: theirs && kept(theirs) };
  });
  // A notification may follow a call of any session.
  for (const aligned of sessions) compareNotices(context, aligned);
  compareLatencies(context);
  return { context, sessions };
}

/** Without the exchanges, which are read again where they are needed, and without what served to put acts together. */
function kept({ user, steps, notices }: SessionView): KeptView {
  return { user, steps: steps.map(({ seq, callId }) => ({ seq, callId })), notices };
}
