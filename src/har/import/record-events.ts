import { keepFacts } from '../../capture/keep/keep.js';
import { limitsOf } from '../../capture/limit-options.js';
import { Recorder } from '../../capture/recorder.js';
import type { RecorderCounts } from '../../capture/recorder-report.js';
import { RecordingError } from '../../errors.js';
import { beginRecording, createRecording } from '../../recording/create-recording.js';
import type { RecordingInfo } from '../../recording/reader.js';
import { redactRules } from '../../redact/redact-options.js';
import { createRedactor } from '../../redact/redactor.js';
import { RULES_FACT, rulesToRecord } from '../../rules/recorded-rules.js';
import { rulesFor } from '../../rules/rules-for.js';
import { randomKey } from '../../time/chance.js';
import type { Instant } from '../../time/clock.js';
import type { ImportHarOptions } from '../import-har.js';
import type { HarFile } from './har-file.js';
import { textIn } from './members.js';
import { ownRedactor } from './own-redactor.js';
import { HarPlayer } from './play-har.js';
import { readOwnLog } from './read-own-log.js';
import type { HarScan } from './scan-har.js';
import type { Warnings } from './warnings.js';

/** The events of one server in a HAR. */
export interface HarEvents {
  readonly har: HarFile;
  readonly scan: HarScan;
  /** Numbers of events, in wire order; at least one. */
  readonly order: Uint32Array;
  /** Origin of the server. */
  readonly target: string;
  readonly warnings: Warnings;
}

/** Bytes of entries, and events, that one commit holds. */
const COMMIT_BYTES = 4 * 1024 * 1024;
const COMMIT_EVENTS = 256;

/** Who writes a HAR of one desktop: a browser. */
const BROWSER =
  /^(?:WebInspector|WebKit Web Inspector|Firefox|Playwright|Chrom\w*|Microsoft Edge)/iu;

/**
 * Writes a new recording of what happened.
 *
 * @param pause called now and then; what it throws ends the work
 * @throws UsageError if the output can't be made
 * @throws RecordingError if something can't be read or written; no output is left then
 */
export async function recordEvents(
  events: HarEvents,
  output: string,
  options: ImportHarOptions,
  pause: () => Promise<void>,
): Promise<RecorderCounts> {
  const { har, scan, order, target, warnings } = events;
  const info = infoOf(events);
  const rules = rulesFor({ file: har.file, info }, options.rules);
  const label = options.label ?? info.label;
  const limits = limitsOf({});
  const redactor = ownRedactor(
    createRedactor({
      key: options.key ?? randomKey(),
      rules: redactRules(options, options.rules?.redact),
    }),
  );
  let trouble: string | null = null;
  const partial = beginRecording(output);
  const writer = createRecording(output, {
    partial,
    startedAt: info.startedAt,
    facts: factsOf(info, target, label, rulesToRecord(rules)),
    onTrouble: (reason) => {
      trouble = reason;
    },
  });
  const go = async (): Promise<void> => {
    writer.commit();
    await pause();
    if (trouble !== null)
      throw new RecordingError(`${output} can't be written: ${trouble}`, output);
  };
  try {
    let now: Instant = info.startedAt;
    const recorder = new Recorder({
      writer,
      redactor,
      clock: { now: () => now, after: () => () => {} },
      maxBody: limits.maxBody,
      maxBatch: limits.maxBatch,
      rules: rules.correlate,
      labelByVersion: label === null,
      onTrouble: (message) => warnings.add(message),
      onNotice: (message) => warnings.add(message),
    });
    const player = new HarPlayer(har, scan, {
      recorder,
      redactor,
      warnings,
      isOneDesktop: !scan.isOwn && BROWSER.test(textIn(scan.creator, 'name') ?? ''),
      setTime(at) {
        now = at;
      },
    });
    let waiting = 0;
    for (const index of order) {
      waiting += player.play(scan.events.event(index)) + COMMIT_BYTES / COMMIT_EVENTS;
      if (waiting < COMMIT_BYTES) continue;
      waiting = 0;
      await go();
    }
    recorder.end();
    for (const gap of info.gaps) writer.gap(gap);
    await go();
    const { clean } = writer.close(info.endedAt ?? now);
    if (!clean) throw new RecordingError(`${output} can't be written: ${trouble}`, output);
    partial.publish();
    return recorder.counts;
  } catch (error) {
    writer.discard();
    partial.discard();
    throw error;
  }
}

/** What is known of the whole: what a HAR of our own tells, else what its events do. */
function infoOf({ scan, order, target, warnings }: HarEvents): RecordingInfo {
  const own = readOwnLog(scan.isOwn ? scan.ownLog : undefined);
  if (scan.isOwn && own.interrupted) {
    warnings.add('the recording that it was exported from was interrupted: its end is missing');
  }
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const at = scan.events.timeOf(index);
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return {
    ...own,
    target,
    startedAt: Math.min(own.startedAt ?? first, first),
    endedAt: Math.max(own.endedAt ?? last, last),
  };
}

function factsOf(
  info: RecordingInfo,
  target: string,
  label: string | null,
  rules: string | null,
): Readonly<Record<string, string>> {
  const { origin, failedWaits } = info;
  return {
    target,
    ...(label === null ? {} : { label }),
    ...(origin === null ? {} : { origin }),
    ...(rules === null ? {} : { [RULES_FACT]: rules }),
    ...keepFacts(info),
    ...(failedWaits.length === 0 ? {} : { failed_waits: JSON.stringify(failedWaits) }),
  };
}
