/** Keeps the desktops of an office busy, in a process of its own: a `DriveLoadQuestion` comes as a message, `DriveLoadCost` goes back. */
import Database from 'better-sqlite3';
import { drive, record } from '../../src/index.js';
import { answerMessages } from './answer-messages.js';
import { type PlainWork, plainDesktops } from './plain-desktops.js';

export interface DriveLoadQuestion extends PlainWork {
  /** By `drive`, or by a plain loop of the official client: straight at the server, or through a recorder in the same process. */
  readonly what: 'drive' | 'loop' | 'recorded loop';
  /** The office's recording. */
  readonly file: string;
  readonly target: string;
  /** Where what passes is recorded. */
  readonly output: string;
}

export interface DriveLoadCost {
  /** Seconds until desktops begin: reading the recording, and the recorder's start. */
  readonly startUp: number;
  /** Seconds from then until the last notification. */
  readonly took: number;
  /** Seconds of CPU from then until all is closed, all threads. */
  readonly cpu: number;
  /** Bytes that the process held at most, from its start. */
  readonly mostRss: number;
  readonly notifications: number;
  readonly failedWaits: number;
}

type Busy = Pick<DriveLoadCost, 'notifications' | 'failedWaits'> & {
  /** Milliseconds of `performance.now`: the last notification. */
  readonly until: number;
};

const listen = { host: '127.0.0.1', port: 0 };

answerMessages(async (question: DriveLoadQuestion): Promise<DriveLoadCost> => {
  const start = performance.now();
  let begun: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | null = null;
  const begin = (): void => {
    begun ??= { at: performance.now(), cpu: process.cpuUsage() };
  };
  const { until, notifications, failedWaits } = await contenders[question.what](question, begin);
  const { at, cpu } = begun ?? { at: start, cpu: { user: 0, system: 0 } };
  const { user, system } = process.cpuUsage(cpu);
  return {
    startUp: (at - start) / 1_000,
    took: (until - at) / 1_000,
    cpu: (user + system) / 1e6,
    mostRss: process.resourceUsage().maxRSS * 1_024,
    notifications,
    failedWaits,
  };
});

type Contender = (question: DriveLoadQuestion, begin: () => void) => Promise<Busy>;

const contenders: Readonly<Record<DriveLoadQuestion['what'], Contender>> = {
  async drive({ file, target, output }, begin) {
    const summary = await drive(file, {
      target,
      output,
      // The loop waits as long as it takes.
      wait: 60_000,
      // The first thing that desktops need.
      credentials(user) {
        begin();
        return { user, password: 'secret', authorization: null };
      },
    });
    const { notifications, failedWaitCount } = summary;
    return {
      notifications: notifications.done,
      failedWaits: failedWaitCount,
      until: lastNotification(output),
    };
  },
  async loop({ target, ...work }, begin) {
    begin();
    const { notifications } = await plainDesktops(target, work);
    return { notifications, failedWaits: 0, until: performance.now() };
  },
  async 'recorded loop'({ target, output, ...work }, begin) {
    const recorder = await record({ target, output, listen });
    begin();
    const { notifications, leave } = await plainDesktops(recorder.url, work);
    leave();
    await recorder.close();
    return { notifications, failedWaits: 0, until: lastNotification(output) };
  },
};

/** When it came to the recorder: milliseconds of `performance.now`. */
function lastNotification(recording: string): number {
  const database = new Database(recording, { readonly: true });
  const last = database
    .prepare('SELECT max(received_at) FROM message JOIN notification ON message = message.id')
    .pluck()
    .get() as number;
  database.close();
  return last - (Date.now() - performance.now());
}
