/** A recorder in a process of its own, to be killed: `TARGET FILE [release-early]`. */
import type { RecordingWriter } from '../../src/recording/writer.js';
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

const { url } = await composeRecorder(
  target,
  file,
  plant === 'release-early' ? { writer: releaseEarly } : {},
);
console.log(`listening on ${url}`);
