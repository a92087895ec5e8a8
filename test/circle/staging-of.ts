import { startFayeStaging } from '../staging/faye-staging.js';
import type { Plant } from '../staging/plant.js';
import { type Staging, startStaging } from '../staging/staging.js';
import { versions } from '../staging/versions.js';
import type { Day } from './day.js';
import { pathOf } from './play-day.js';

/** How the server of a day differs from others of the same release. */
export interface ServerOptions {
  /** What it says otherwise. */
  readonly plant?: Plant;
  /** It hands out other ids than other servers. Default 0. */
  readonly idOffset?: number;
  /** The first reference that each agent gets. */
  readonly firstReference?: number;
}

/** Starts the server of a day. */
export function stagingOf(
  day: Day,
  { plant, idOffset = 0, firstReference }: ServerOptions = {},
): Promise<Staging> {
  const start = day.server === 'faye' ? startFayeStaging : startStaging;
  const html = day.html.map(({ item, operation }) => {
    const medium = versions[day.version].media.find(({ name }) => name === item.medium);
    const path = `/api/v2${pathOf(`/me/${medium?.path}`, item, idOffset)}`;
    return { path, operation, status: 503, times: 1 } as const;
  });
  return start({
    ...day.staging,
    ...{ version: day.version, html, idOffset },
    ...(plant && { plant }),
    ...(firstReference !== undefined && { firstReference }),
  });
}
