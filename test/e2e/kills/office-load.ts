import { createDesktop, type Desktop } from '../../desktops/desktop.js';
import { agent, type Script, supervisor } from '../../desktops/scripts.js';
import type { LoadContext } from './load.js';

/** A day at the office, on the staging server: two agents and a supervisor with the official client. */
export async function office(context: LoadContext): Promise<void> {
  let onReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  await Promise.all([
    works(context, 's1', supervisor({ copies: 12, onReady })),
    works(context, 'a1', agent(), ready),
    works(context, 'a2', agent(), ready),
  ]);
}

async function works(
  { url, sightings, gone, over }: LoadContext,
  user: string,
  script: Script,
  begin?: Promise<void>,
): Promise<void> {
  const desktop = createDesktop({ url, user, client: user === 'a2' ? 'cometd3' : 'cometd9' });
  tell(desktop, sightings);
  const day = async (): Promise<void> => {
    await begin;
    await script(desktop);
  };
  try {
    await Promise.race([day(), gone]);
  } catch (error) {
    if (!over()) throw error;
  } finally {
    // The official client tries for ever unless it is told to stop.
    desktop.disconnect().catch(() => {});
    desktop.close();
  }
}

/** Tells all that a desktop sees, as soon as it has seen it. */
function tell(desktop: Desktop, sightings: LoadContext['sightings']): void {
  let told = 0;
  const look = desktop.until('the end of the world', (sights) => {
    for (const sight of sights.slice(told)) {
      if (sight.kind === 'notification') sightings.notification(sight.data);
      else if (sight.kind === 'http') {
        sightings.unnamedAnswer(`${sight.request} ${sight.status} ${sight.body}`);
      }
    }
    told = sights.length;
    return false;
  });
  look.catch(() => {});
}
