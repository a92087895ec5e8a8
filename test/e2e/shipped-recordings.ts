import type { ClientVersion } from '../desktops/bayeux-client.js';
import type { DesktopOptions } from '../desktops/desktop.js';
import { mediaAgent } from '../desktops/media-agent.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { runOffice } from '../desktops/run-office.js';
import type { Script } from '../desktops/scripts.js';
import type { Transcript } from '../desktops/transcript.js';
import { twoTabs } from '../desktops/two-tabs.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { type MediumName, media } from '../staging/media.js';
import { startStaging } from '../staging/staging.js';
import type { Staging } from '../staging/staging-options.js';

/** A recording in `recordings/`: which server it is of, and what desktops do in it. */
export interface ShippedRecording {
  readonly name: string;
  /** @param port 0 takes a free one */
  startServer(port: number): Promise<Staging>;
  /** Lets the desktops work; returns what each of them saw, by user. */
  work(desktops: Pick<DesktopOptions, 'url' | 'origin'>): Promise<Record<string, Transcript>>;
}

type Transport = NonNullable<DesktopOptions['transport']>;

const alone =
  (script: Script, user: string, client: ClientVersion, transport: Transport = 'long-polling') =>
  async (
    desktops: Pick<DesktopOptions, 'url' | 'origin'>,
  ): Promise<Record<string, Transcript>> => ({
    [user]: await runDesktop(script, { ...desktops, user, client, transport }),
  });

const ofMedium = (name: MediumName): ShippedRecording => ({
  name: `medium-${name}`,
  startServer: (port) => startStaging({ port }),
  work: alone(mediaAgent({ media: [name] }), 'm1', 'cometd9'),
});

/** Everything that ships, in the order of `recordings/README.md`. */
export const shippedRecordings: readonly ShippedRecording[] = [
  {
    name: 'complete-tweet',
    startServer: (port) => startStaging({ port }),
    work: async (desktops) => ({ ...(await runOffice(desktops)) }),
  },
  ...media.map(({ name }) => ofMedium(name)),
  {
    name: 'everything',
    startServer: (port) => startStaging({ port, csrf: true, stickyCookie: true }),
    work: alone(mediaAgent(), 'm1', 'cometd9'),
  },
  {
    name: 'everything-websocket',
    startServer: (port) => startFayeStaging({ port }),
    work: alone(mediaAgent(), 'm1', 'cometd9', 'websocket'),
  },
  {
    name: 'two-tabs',
    startServer: (port) => startStaging({ port, bayeux: { maxSessionsPerBrowser: 2 } }),
    work: alone(twoTabs(), 'a1', 'cometd9'),
  },
];
