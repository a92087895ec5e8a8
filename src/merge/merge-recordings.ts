import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { countRows } from '../recording/count-rows.js';
import { type Pause, pauses } from '../recording/pauses.js';
import { createRecordingCopy, type RecordingCopy } from '../recording/recording-copy.js';
import type { RowCounts } from '../recording/row-counts.js';
import { correlateRecording } from '../rules/correlate-recording.js';
import type { Rules } from '../rules/rules.js';
import { joinRecordings } from './join-recordings.js';
import { joinSeries } from './join-series.js';

import { mergedFacts, mergedRules } from './merged-facts.js';
import type { MergedWords } from './merged-words.js';
import { recordingsNamed } from './recordings-named.js';
import { gapsOfAll, missingParts } from './series-gaps.js';
import { openSources, type Source } from './sources.js';
import { strangersOf } from './strangers.js';
import { wholeSources } from './whole-sources.js';

export interface MergeOptions {
  /** The new recording's file; it must not exist yet. */
  readonly output: string;
  /** Names the server's version; by default what the recordings say, if all say the same. */
  readonly label?: string;
  /** Origin of the server; by default what the recordings say, if all say the same. */
  readonly target?: string;
  /** What rules files say; of them `correlate` and `match` count. By default the rules that the recordings keep. */
  readonly rules?: Rules;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

/** What a merge has done. */
export interface Merged extends RowCounts {
  readonly files: readonly string[];
  readonly output: string;
  /** Sessions of one recorder that were found to be one of another. */
  readonly joinedSessions: number;
  /** What its user should know, in sentences. */
  readonly notices: readonly string[];
}

/**
 * Writes a new recording that is several ones: what several recorders in front of one server wrote, or one that went
 * from file to file. The files are only read; of one that is being recorded, what is committed by now is taken.
 *
 * @param files a folder stands for the recordings in it
 * @throws UsageError if the output exists or can't be made, a file is there twice, or the recordings differ in what an
 *   option must say
 * @throws RecordingError if a recording can't be read or the output can't be written, or at the signal; no output is left then
 */
export async function mergeRecordings(
  files: readonly string[],
  options: MergeOptions,
): Promise<Merged> {
  const { signal, ...words } = options;
  return mergedInto(files.flatMap(recordingsNamed), words, signal);
}

interface MergedInto extends MergedWords {
  readonly output: string;
  /** What it is called where it is told of; by default as its file. */
  readonly called?: string;
}

/** @param words as `MergeOptions` says them, and whether differences are to be borne */
export async function mergedInto(
  files: readonly string[],
  { output, called = output, ...words }: MergedInto,
  signal: AbortSignal | undefined,
): Promise<Merged> {
  const sources = openSources(files);
  const parts = sources.flat();
  const { rules: given } = words;
  let copy: RecordingCopy | null = null;
  try {
    const facts = mergedFacts(parts, words);
    const { correlate } = mergedRules(parts, given);
    const missing = sources.map(missingParts);
    const pause = pauses(called, 'merge', signal);
    copy = createRecordingCopy(output);
    for (const [name, value] of facts) copy.insert.fact(name, value);
    for (const gap of gapsOfAll(parts, missing)) copy.insert.gap(gap);
    const { joinedSessions, notices } = await join(sources, copy, correlate, pause);
    const counts = countRows(copy.database);
    let { correlated } = counts;
    copy.finish((place) => {
      if (sources.length > 1 || given === undefined || words.lenient === true) return;
      correlated = correlateRecording(place, given).after.links;
    });
    const said = [...missing.flatMap((each) => each.notices), ...notices];
    return { files, output, ...counts, correlated, joinedSessions, notices: said };
  } catch (error) {
    copy?.discard();
    throw copy?.trouble(error) ?? error;
  } finally {
    for (const part of parts) part.close();
  }
}

interface Joined {
  readonly joinedSessions: number;
  readonly notices: readonly string[];
}

async function join(
  sources: readonly Source[],
  copy: RecordingCopy,
  rules: CorrelationRules,
  pause: Pause,
): Promise<Joined> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) {
    await joinSeries(only, copy, pause);
    return { joinedSessions: 0, notices: [] };
  }
  const whole = await wholeSources(sources, pause);
  try {
    const { joinedSessions } = await joinRecordings(whole.parts, copy, rules, pause);
    return { joinedSessions, notices: strangersOf(whole.parts, joinedSessions) };
  } finally {
    whole.close();
  }
}
