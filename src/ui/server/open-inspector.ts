import { createRequire } from 'node:module';
import type { ListenAddress } from '../../listen-address.js';
import type { Clock } from '../../time/clock.js';
import type { InspectorHead } from '../protocol/recording-head.js';
import { openPageDoor } from './page-door.js';
import { pageFiles } from './page-files.js';
import { recordingRoutes } from './recording-routes.js';
import type { Route } from './route.js';
import { rowsDoor } from './rows-door.js';
import type { Inspected, Source } from './source.js';

/** An inspector at work. */
export interface Inspector {
  /** The address that lets a browser in: it has the token. */
  readonly url: string;
  /** Ends it, with pages open, too; may be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface OpenOptions {
  readonly listen: ListenAddress;
  /** Flag of the command line that names the address. */
  readonly flag: `--${string}`;
  readonly clock: Clock;
  /** By place; they may come later. */
  readonly sources: readonly Source[];
  readonly inspected: Inspected;
  /** What else can be asked. */
  readonly routes?: readonly Route[];
}

/**
 * Opens the page of an inspector.
 *
 * @throws UsageError if the page was not built
 * @throws AddressError if the address can't be bound
 */
export async function openInspector(options: OpenOptions): Promise<Inspector> {
  const { listen, flag, clock, sources, inspected, routes = [] } = options;
  const door = await openPageDoor({
    listen,
    flag,
    files: pageFiles(),
    routes: [headRoute(sources, inspected), ...recordingRoutes(sources), ...routes],
    writable: inspected.write !== null,
  });
  const closeWebsockets = rowsDoor(door, sources, clock);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= closeWebsockets().then(() => door.close());
    return closing;
  };
  return { url: door.link, close, [Symbol.asyncDispose]: close };
}

function headRoute(sources: readonly Source[], { files, write }: Inspected): Route {
  const { version } = createRequire(import.meta.url)('cometd-understudy/package.json') as {
    version: string;
  };
  return {
    method: 'GET',
    path: '/api/inspector',
    answer: () => ({
      json: {
        version,
        recordings: sources.map((source) => source.head()),
        compares: files.length === 2,
        writable: write !== null,
      } satisfies InspectorHead,
    }),
  };
}
