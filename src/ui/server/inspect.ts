import { UsageError } from '../../errors.js';
import type { ListenAddress } from '../../listen-address.js';
import type { StandIn } from '../../replay/stand-in.js';
import type { Rules } from '../../rules/rules.js';
import { systemClock } from '../../time/clock.js';
import { Comparison } from './comparison.js';
import { diffRoutes } from './diff-routes.js';
import { type Inspector, openInspector } from './open-inspector.js';
import { RecordedSource } from './recorded-source.js';
import type { Inspected } from './source.js';
import { StandInSource } from './stand-in/stand-in-source.js';

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

/** A recording, two that are compared (baseline first), or a stand-in at work. */
export type Inspectable = string | readonly string[] | { readonly standIn: StandIn };

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 0 };

/**
 * Opens a page on which can be looked at what happened, or happens.
 *
 * @throws UsageError if no recording is named or more than two, or the page was not built
 * @throws RecordingError if a file is absent or can't be read
 * @throws AddressError if the address can't be bound
 */
export async function inspect(what: Inspectable, options: InspectOptions = {}): Promise<Inspector> {
  const clock = systemClock();
  const { listen = defaultListen, rules, noise = [], write = null } = options;
  if (typeof what === 'object' && 'standIn' in what) return inspectStandIn(what.standIn, listen);
  const files = typeof what === 'string' ? [what] : what;
  if (files.length < 1 || files.length > 2) {
    throw new UsageError(
      `ui shows one recording, or compares two; ${files.length === 0 ? 'name one' : `${files.length} are too many`}`,
    );
  }
  if (files.length === 1 && (write !== null || noise.length > 0)) {
    throw new UsageError('--noise and --write are for comparing: name two recordings');
  }
  const inspected: Inspected = { files, rules, noise, write };
  const comparison = comparisonOf(inspected);
  const inspector = await openInspector({
    listen,
    flag: '--listen',
    clock,
    sources: files.map(
      (file) =>
        new RecordedSource(file, {
          clock,
          follows: files.length === 1,
          ...(rules === undefined ? {} : { rules }),
        }),
    ),
    inspected,
    routes: comparison === null ? [] : diffRoutes(comparison),
  });
  const close = async (): Promise<void> => {
    await comparison?.close();
    await inspector.close();
  };
  return { url: inspector.url, close, [Symbol.asyncDispose]: close };
}

/** Null unless there are two to compare. */
function comparisonOf({ files: [baseline, candidate], ...told }: Inspected): Comparison | null {
  if (baseline === undefined || candidate === undefined) return null;
  return new Comparison({ files: [baseline, candidate], ...told });
}

async function inspectStandIn(standIn: StandIn, listen: ListenAddress): Promise<Inspector> {
  const clock = systemClock();
  const source = new StandInSource(standIn, clock);
  try {
    const inspector = await openInspector({
      listen,
      flag: '--ui',
      clock,
      sources: [source],
      inspected: { files: [], rules: undefined, noise: [], write: null },
    });
    const close = async (): Promise<void> => {
      source.close();
      await inspector.close();
    };
    return { url: inspector.url, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    source.close();
    throw error;
  }
}
