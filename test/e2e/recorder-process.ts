/** A recorder in a process of its own, to be killed: `TARGET FILE [release-early | release-at-rotation]`. */
import type { SeriesWriter } from '../../src/capture/series/series-writer.js';
import type { RecordingWriter } from '../../src/recording/writer.js';
import { systemClock } from '../../src/time/clock.js';
import { composeRecorder } from './compose-recorder.js';

const [target = '', file = '', plant] = process.argv.slice(2);

/** The fault: answers and messages go before what holds them is committed. */
function releaseEarly(writer: RecordingWriter): RecordingWriter {
  return new Proxy(writer, {
    get(inner, name) {
      if (name === 'committed') return (callback: () => void) => callback();
      if (name === 'response') {
        return (row: Parameters<RecordingWriter['response']>[0]) => {
          setTimeout(() => inner.response(row), 200);
        };
      }
      if (name === 'message') {
        return (row: Parameters<RecordingWriter['message']>[0]) => {
          setTimeout(() => inner.message(row), 200);
        };
      }
      const member = Reflect.get(inner, name) as unknown;
      return typeof member === 'function' ? member.bind(inner) : member;
    },
  });
}

/** The fault: while it goes on in a new file, answers and messages go before what holds them is committed there. */
function releaseAtRotation(writer: SeriesWriter): RecordingWriter {
  let late: (() => void)[] | null = null;
  process.on('SIGUSR2', () => {
    late ??= [];
    setTimeout(() => {
      writer.rotate(systemClock().now());
      for (const write of late ?? []) write();
      late = null;
      console.error('goes on in another file');
    }, 200);
  });
  return new Proxy(writer as RecordingWriter, {
    get(inner, name) {
      const member = Reflect.get(writer, name) as unknown;
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        if (late === null) return member.apply(inner, args);
        if (name === 'committed') return (args[0] as () => void)();
        late.push(() => member.apply(inner, args));
      };
    },
  });
}

const faults = { 'release-early': releaseEarly, 'release-at-rotation': releaseAtRotation };
const fault = faults[plant as keyof typeof faults] as (typeof faults)['release-early'] | undefined;

const { url } = await composeRecorder(target, file, fault === undefined ? {} : { writer: fault });
console.log(`listening on ${url}`);
