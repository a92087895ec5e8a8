import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AddressError, UsageError } from '../../../errors.js';
import type { ListenAddress } from '../../../listen-address.js';
import type { FromInspector, InspectorOrders, ToInspector } from './messages.js';

export interface RecorderInspectorOptions {
  /** Where browsers connect; by default a free port of 127.0.0.1. */
  readonly listen?: ListenAddress;
  /** Told if the inspector fails; the recorder goes on. */
  readonly onNotice?: (message: string) => void;
}

/** The inspector of a recorder at work in this process, in a thread of its own. */
export interface RecorderInspector {
  /** The address that lets a browser in: it has the token. */
  readonly url: string;
  /** Shows this recording, which is there by now; named again, another file that its recorder goes on in. */
  watch(file: string): void;
  /**
   * Keeps away from the recording while it is being closed, so that one file is left of it; then pages are shown how it ended.
   *
   * @param close closes the recorder
   */
  whileClosing<T>(close: () => Promise<T>): Promise<T>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Megabytes that the thread's values may take: what goes wrong in it must not take the recorder with it. */
const heap = 1_024;

/**
 * Opens an inspector for a recorder that is about to start in this process.
 *
 * @throws AddressError if the address can't be bound
 * @throws UsageError if the page was not built
 */
export async function inspectRecorder({
  listen = { host: '127.0.0.1', port: 0 },
  onNotice = () => {},
}: RecorderInspectorOptions = {}): Promise<RecorderInspector> {
  const worker = new Worker(new URL('./inspector-worker.js', import.meta.url), {
    workerData: { listen } satisfies InspectorOrders,
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
  const [first] = (await once(worker, 'message')) as [FromInspector];
  if (first.type === 'failed') {
    const { message, address } = first;
    throw address === null ? new UsageError(message) : new AddressError(message, address);
  }
  const url = first.type === 'listening' ? first.url : '';
  /** Resolves what is waited for; anything, once the thread is gone. */
  const waiting = new Map<FromInspector['type'], () => void>();
  let gone = false;
  const fail = (why: string): void => {
    if (gone) return;
    gone = true;
    onNotice(`the inspector has ended (${why}); the recording goes on`);
    for (const resolve of waiting.values()) resolve();
  };
  worker.on('message', ({ type }: FromInspector) => waiting.get(type)?.());
  worker.on('error', (error) => fail(error.message));
  worker.on('exit', () => fail('its thread is gone'));
  const say = (message: ToInspector): void => worker.postMessage(message);
  const answered = (message: ToInspector, answer: FromInspector['type']): Promise<void> => {
    if (gone) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.set(answer, resolve);
      say(message);
    });
  };
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await answered({ type: 'close' }, 'closed');
    // From now on it may go.
    gone = true;
    await worker.terminate();
  };
  return {
    url,
    watch: (file) => say({ type: 'watch', file }),
    async whileClosing(close) {
      await answered({ type: 'rest' }, 'resting');
      try {
        return await close();
      } finally {
        await answered({ type: 'wake' }, 'shown');
      }
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
}
