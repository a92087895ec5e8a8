/** The recorder's thread: hears what the relay's thread writes down, and commits it. Its settings are `workerData`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { GapNews } from '../../recording/gap-news.js';
import { createRedactor } from '../../redact/redactor.js';
import { systemClock } from '../../time/clock.js';
import { Recorder } from '../recorder.js';
import type { RecorderReport } from '../recorder-report.js';
import { SeriesWriter } from '../series/series-writer.js';
import { CommitClock } from './commit-clock.js';
import type { FromRecorder, RecorderOrders, ToRecorder } from './messages.js';
import { WireLogReader } from './wire-log-reader.js';

if (parentPort === null) throw new Error('recorder-worker.js is a worker of record');
const port = parentPort;
const settings = workerData as RecorderOrders;

/** Bytes of logs that are committed together at most. */
const LARGEST_GROUP = 256 * 1024;

/** Milliseconds that the end waits for earlier files of the series to become one file each. */
const FOLD_LIMIT = 3_000;

/** Names up to which each commit is told with the whole report. */
const SHORT_REPORT = 50;
/** Milliseconds between two longer ones. */
const REPORT_INTERVAL = 250;

function say(message: FromRecorder): void {
  port.postMessage(message);
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const onTrouble = (message: string): void => say({ type: 'trouble', message });

/** Waits for earlier files to be folded: not for long, for all in them is committed. */
function foldedOrLate(writer: SeriesWriter): Promise<void> {
  return new Promise((resolve) => {
    const callOff = systemClock().after(FOLD_LIMIT, resolve);
    void writer.folded().then(() => {
      callOff();
      resolve();
    });
  });
}

function serve(writer: SeriesWriter): void {
  let now = settings.startedAt;
  const recorder = new Recorder({
    writer,
    redactor: createRedactor({ key: settings.key, rules: settings.redact }),
    // It is as late as where the entry was written; nothing waits here.
    clock: {
      now: () => now,
      after: () => () => {},
    },
    maxBody: settings.maxBody,
    maxBatch: settings.maxBatch,
    textLimits: settings.textLimits,
    onTrouble,
    keep: settings.keep,
    labelByVersion: settings.labelByVersion,
    onNotice: (message) => say({ type: 'notice', message }),
    ...(settings.watchedOrigin === undefined ? {} : { watchedOrigin: settings.watchedOrigin }),
    ...(settings.rules === undefined ? {} : { rules: settings.rules }),
  });
  const reader = new WireLogReader({
    sink: recorder,
    now: (at) => {
      now = at;
    },
    fact: (name, value) => writer.fact(name, value),
    gap: (gap) => writer.gap(gap),
  });
  let logs = 0;
  let bytes = 0;
  let reportedAt = 0;
  const report = (): Pick<RecorderReport, 'counts'> & Partial<RecorderReport> => {
    const whole = recorder.report;
    const short = whole.operations.length + whole.unsolicited.length <= SHORT_REPORT;
    if (!short && now - reportedAt < REPORT_INTERVAL) return { counts: whole.counts };
    reportedAt = now;
    return whole;
  };
  const committed = (): void => {
    if (logs > 0) say({ type: 'committed', logs, report: report(), bytes: writer.bytes });
    logs = 0;
    bytes = 0;
  };
  port.on('message', (message: ToRecorder) => {
    if (message.type === 'log') {
      reader.read(message.log);
      logs += 1;
      bytes += message.log.length;
      if (logs === 1) writer.committed(committed);
      // Messages that wait are all heard before this turn ends: too many for one commit, if this thread lags behind.
      if (bytes >= LARGEST_GROUP) writer.commit();
    } else if (message.type === 'rotate') {
      try {
        say({ type: 'rotated', file: writer.rotate(message.at) });
      } catch (error) {
        say({ type: 'not-rotated', message: wordsOf(error) });
      }
    } else if (message.type === 'close') {
      recorder.end();
      const summary = writer.close(message.at);
      committed();
      void foldedOrLate(writer).then(() => {
        say({ type: 'closed', summary, report: recorder.report });
        port.close();
      });
    } else {
      writer.discard();
      say({ type: 'discarded' });
      port.close();
    }
  });
  say({ type: 'ready' });
}

try {
  const onGap = (gap: GapNews): void => say({ type: 'gap', gap });
  const clock = systemClock();
  const commits = new CommitClock(settings.commits, settings.startedAt);
  const onCommit = (state: 'begins' | 'ends'): void => {
    if (state === 'begins') commits.begins(clock.now());
    else commits.ends();
  };
  serve(new SeriesWriter(settings.file, { ...settings, onTrouble, onGap, onCommit }));
} catch (error) {
  say({ type: 'failed', message: wordsOf(error) });
  port.close();
}
