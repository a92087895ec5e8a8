import { record } from '../../src/index.js';
import { accounts } from '../staging/accounts.js';
import { versions } from '../staging/versions.js';
import type { Day } from './day.js';
import { type Pace, playDay } from './play-day.js';
import { type ServerOptions, stagingOf } from './staging-of.js';

/** How many notifications users had got after an act of one of them. */
export interface RecordedPace {
  readonly actor: string;
  readonly sent: ReadonlyMap<string, number>;
}

export interface RecordDayOptions extends ServerOptions {
  readonly output: string;
  /** Gets what the pace was, act by act. */
  readonly paces?: RecordedPace[];
}

/**
 * Plays a day through a recorder.
 *
 * @returns how often the plant was taken
 */
export async function recordDay(
  day: Day,
  { output, paces, ...server }: RecordDayOptions,
): Promise<number> {
  const staging = await stagingOf(day, server);
  const pace: Pace = async (actor) => {
    await staging.settled();
    const sent = new Map(accounts.map(({ userName }) => [userName, staging.sent(userName)]));
    paces?.push({ actor, sent });
    return sent;
  };
  const recorder = await record({
    ...{ target: staging.url, output, label: versions[day.version].stamp },
    listen: { host: '127.0.0.1', port: 0 },
  });
  try {
    const { expire } = staging;
    await playDay(day, { url: recorder.url, pace, expire, idOffset: server.idOffset ?? 0 });
    return staging.planted;
  } finally {
    await recorder.close();
    await staging.close();
  }
}
