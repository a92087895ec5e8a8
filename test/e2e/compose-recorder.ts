import { Recorder } from '../../src/capture/recorder.js';
import { type Relay, startRelay } from '../../src/capture/relay/start-relay.js';
import { SeriesWriter } from '../../src/capture/series/series-writer.js';
import type { RecordingWriter } from '../../src/recording/writer.js';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';
import { systemClock } from '../../src/time/clock.js';

/** What a test may break on purpose. */
export interface PlantedFault {
  readonly writer?: (writer: SeriesWriter) => RecordingWriter;
  readonly redactor?: (redactor: Redactor) => Redactor;
}

export interface ComposedRecorder {
  readonly url: string;
  close(): Promise<void>;
}

/** The recorder as `record` puts it together, with a seam for planted faults. */
export async function composeRecorder(
  target: string,
  file: string,
  fault: PlantedFault = {},
): Promise<ComposedRecorder> {
  const clock = systemClock();
  const key = Buffer.alloc(32, 7);
  const writer = new SeriesWriter(file, {
    startedAt: clock.now(),
    facts: { target },
    series: 'composed',
    rotates: false,
  });
  const redactor = createRedactor({ key });
  const recorder = new Recorder({
    writer: fault.writer?.(writer) ?? writer,
    redactor: fault.redactor?.(redactor) ?? redactor,
    clock,
    maxBody: 1024 * 1024,
  });
  const relay: Relay = await startRelay({
    target: new URL(target),
    listen: { host: '127.0.0.1', port: 0 },
    keepHost: false,
    sink: recorder,
  });
  return {
    url: relay.url,
    async close() {
      await relay.close();
      recorder.end();
      writer.close(clock.now());
    },
  };
}
