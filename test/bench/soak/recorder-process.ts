/** A recorder whose wall clock jumps when it is told to: see `RecorderQuestion`. */
import { performance } from 'node:perf_hooks';
import type { RecordingProxy } from '../../../src/capture/record.js';
import { answerMessages } from '../answer-messages.js';
import type { RecorderQuestion } from './questions.js';

const [wall, monotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
let jumped = 0;
// Before anything of the recorder is loaded: it must not hear of a jump, whenever it reads a clock.
Date.now = () => wall() + jumped;

let proxy: RecordingProxy;

answerMessages(async (question: RecorderQuestion): Promise<object> => {
  switch (question.step) {
    case 'start': {
      if (question.planted) performance.now = () => monotonic() + jumped;
      const { record } = await import('../../../src/capture/record.js');
      proxy = await record({
        target: question.target,
        listen: { host: '127.0.0.1', port: 0 },
        output: question.output,
        key: Buffer.alloc(32, 7),
      });
      return { url: proxy.url, pid: process.pid };
    }
    case 'jump':
      jumped += question.ms;
      return {};
    case 'rotate':
      return { file: await proxy.rotate() };
    case 'look':
      return { exchanges: proxy.counts.exchanges };
    case 'close': {
      const { files, gaps, exchanges, notifications, correlated, wentEarly } = await proxy.close();
      return { files, gaps, exchanges, notifications, correlated, wentEarly };
    }
  }
});
