import { record } from '../../src/index.js';
import { accounts } from '../staging/accounts.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { media } from '../staging/media.js';
import type { Plant } from '../staging/plant.js';
import { startStaging } from '../staging/staging.js';
import { versions } from '../staging/versions.js';
import type { Day } from './day.js';
import { type Pace, pathOf, playDay } from './play-day.js';

/** How many notifications users had got after an act of one of them. */
export interface RecordedPace {
  readonly actor: string;
  readonly sent: ReadonlyMap<string, number>;
}

export interface RecordDayOptions {
  readonly output: string;
  /** What the server says otherwise. */
  readonly plant?: Plant;
  /** The server hands out other ids than those of other servers. Default 0. */
  readonly idOffset?: number;
  /** The first reference that each agent gets. */
  readonly firstReference?: number;
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
  { output, plant, idOffset = 0, firstReference, paces }: RecordDayOptions,
): Promise<number> {
  const start = day.server === 'faye' ? startFayeStaging : startStaging;
  const html = day.html.map(({ item, operation }) => {
    const medium = versions[day.version].media.find(({ name }) => name === item.medium);
    const path = `/api/v2${pathOf(`/me/${(medium ?? media[0])?.path}`, item, idOffset)}`;
    return { path, operation, status: 503, times: 1 } as const;
  });
  const staging = await start({
    ...day.staging,
    ...{ version: day.version, html, idOffset },
    ...(plant && { plant }),
    ...(firstReference !== undefined && { firstReference }),
  });
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
    await playDay(day, { url: recorder.url, pace, expire, idOffset });
    return staging.planted;
  } finally {
    await recorder.close();
    await staging.close();
  }
}
