/** The recorder's thread: hears what the relay's thread writes down, and commits it. Its settings are `workerData`. */
import { parentPort, workerData } from 'node:worker_threads';
import { createRecording } from '../../recording/create-recording.js';
import type { SqliteWriter } from '../../recording/sqlite-writer.js';
import { createRedactor } from '../../redact/redactor.js';
import { Recorder } from '../recorder.js';
import type { FromRecorder, RecorderSettings, ToRecorder } from './messages.js';
import { WireLogReader } from './wire-log-reader.js';

if (parentPort === null) throw new Error('recorder-worker.js is a worker of record');
const port = parentPort;
const settings = workerData as RecorderSettings;

/** Bytes of logs that are committed together at most. */
const LARGEST_GROUP = 256 * 1024;

function say(message: FromRecorder): void {
  port.postMessage(message);
}

const onTrouble = (message: string): void => say({ type: 'trouble', message });

function serve(writer: SqliteWriter): void {
  let now = settings.startedAt;
  const recorder = new Recorder({
    writer,
    redactor: createRedactor({ key: settings.key }),
    // It is as late as where the entry was written; nothing waits here.
    clock: {
      now: () => now,
      after: () => () => {},
    },
    maxBody: settings.maxBody,
    onTrouble,
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
  const committed = (): void => {
    if (logs > 0) say({ type: 'committed', logs, counts: recorder.counts });
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
    } else if (message.type === 'close') {
      recorder.end();
      const summary = writer.close(message.at);
      committed();
      say({ type: 'closed', summary, counts: recorder.counts });
      port.close();
    } else {
      writer.discard();
      say({ type: 'discarded' });
      port.close();
    }
  });
  say({ type: 'ready' });
}

try {
  serve(createRecording(settings.file, { ...settings, onTrouble }));
} catch (error) {
  say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
