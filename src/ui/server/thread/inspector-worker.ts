/** The thread of an inspector that watches a recorder at work, so that it takes no time from it. Its orders are `workerData`. */
import { parentPort, workerData } from 'node:worker_threads';
import { AddressError } from '../../../errors.js';
import { systemClock } from '../../../time/clock.js';
import { openInspector } from '../open-inspector.js';
import { RecordedSource } from '../recorded-source.js';
import type { Source } from '../source.js';
import type { FromInspector, InspectorOrders, ToInspector } from './messages.js';

if (parentPort === null) throw new Error('inspector-worker.js is a worker of record');
const port = parentPort;
const { listen } = workerData as InspectorOrders;

/** Milliseconds that pages have to hear how the recording ended. */
const LAST_NEWS = 500;

const say = (message: FromInspector): void => port.postMessage(message);

async function serve(): Promise<void> {
  const clock = systemClock();
  const sources: Source[] = [];
  let watched: RecordedSource | null = null;
  let isLive = true;
  const inspector = await openInspector({
    listen,
    flag: '--ui',
    clock,
    sources,
    inspected: { files: [], rules: undefined, noise: [], write: null },
  });

  function watch(file: string): void {
    if (watched !== null) {
      watched.goOnIn(file);
      return;
    }
    watched = new RecordedSource(file, { clock, isLive: () => isLive });
    sources.push(watched);
  }

  async function heed({ type, ...told }: ToInspector): Promise<void> {
    switch (type) {
      case 'watch':
        watch((told as { file: string }).file);
        break;
      case 'rest':
        await watched?.glances.rest();
        say({ type: 'resting' });
        break;
      case 'wake':
        isLive = false;
        watched?.glances.wake();
        await watched?.shown(LAST_NEWS);
        say({ type: 'shown' });
        break;
      case 'close':
        await inspector.close();
        say({ type: 'closed' });
        port.close();
        break;
    }
  }

  port.on('message', (message: ToInspector) => void heed(message));
  say({ type: 'listening', url: inspector.url });
}

serve().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  say({
    type: 'failed',
    message,
    address: error instanceof AddressError ? error.address : null,
  });
  port.close();
});
