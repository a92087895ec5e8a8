import { createRequire } from 'node:module';
import { UsageError } from '../../errors.js';
import type { ListenAddress } from '../../listen-address.js';
import type { Rules } from '../../rules/rules.js';
import { systemClock } from '../../time/clock.js';
import type { InspectorHead } from '../protocol/recording-head.js';
import { Comparison } from './comparison.js';
import { diffRoutes } from './diff-routes.js';
import { openPageDoor } from './page-door.js';
import { pageFiles } from './page-files.js';
import { RecordedSource } from './recorded-source.js';
import { recordingRoutes } from './recording-routes.js';
import type { Route } from './route.js';
import { rowsDoor } from './rows-door.js';
import type { Inspected, Source } from './source.js';

export interface InspectOptions {
  /** Where browsers connect; by default a free port of 127.0.0.1. */
  readonly listen?: ListenAddress;
  /** By which calls and notifications are linked anew; what is noise in a comparison. */
  readonly rules?: Rules;
  /** Of two recordings that are compared: others of the baseline's version, to learn from what means nothing. */
  readonly noise?: readonly string[];
  /** A rules file into which the page may write what is to be ignored; by default the page can change nothing. */
  readonly write?: string;
}

/** An inspector at work. */
export interface Inspector {
  /** The address that lets a browser in: it has the token. */
  readonly url: string;
  /** May be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a page on which a recording can be looked at, or two compared.
 *
 * @param files the recording, or baseline and candidate
 * @throws UsageError if there are none or more than two, or the page was not built
 * @throws RecordingError if a file is absent or can't be read
 * @throws AddressError if the address can't be bound
 */
export async function inspect(
  files: string | readonly string[],
  options: InspectOptions = {},
): Promise<Inspector> {
  const clock = systemClock();
  const { rules, noise = [], write = null } = options;
  const named = typeof files === 'string' ? [files] : files;
  if (named.length < 1 || named.length > 2) {
    throw new UsageError(
      `ui shows one recording, or compares two; ${named.length === 0 ? 'name one' : `${named.length} are too many`}`,
    );
  }
  const page = pageFiles();
  const sources: readonly Source[] = named.map(
    (file) => new RecordedSource(file, { clock, ...(rules === undefined ? {} : { rules }) }),
  );
  const inspected: Inspected = { files: named, rules, noise, write };
  const comparison = comparisonOf(inspected);
  const routes = [
    headRoute(sources, inspected),
    ...recordingRoutes(sources),
    ...(comparison === null ? [] : diffRoutes(comparison)),
  ];
  const door = await openPageDoor({
    listen: options.listen ?? { host: '127.0.0.1', port: 0 },
    flag: '--listen',
    files: page,
    routes,
    writable: write !== null,
  });
  const closeWebsockets = rowsDoor(door, sources, clock);
  const close = async (): Promise<void> => {
    await closeWebsockets();
    await comparison?.close();
    await door.close();
  };
  return { url: door.link, close, [Symbol.asyncDispose]: close };
}

/** Null unless there are two to compare. */
function comparisonOf({ files: [baseline, candidate], ...told }: Inspected): Comparison | null {
  if (baseline === undefined || candidate === undefined) return null;
  return new Comparison({ files: [baseline, candidate], ...told });
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
