import { setImmediate } from 'node:timers/promises';
import { RecordingError } from '../errors.js';
import type { ImportSummary } from '../recording/import-summary.js';
import { type RedactOptions, redactRules } from '../redact/redact-options.js';
import type { Rules } from '../rules/rules.js';
import { HarFile } from './import/har-file.js';
import { recordEvents } from './import/record-events.js';
import { HarScan } from './import/scan-har.js';
import { Warnings } from './import/warnings.js';

export interface ImportHarOptions extends RedactOptions {
  /** Names the server's version; by default what the file says, else the version that the server told a desktop. */
  readonly label?: string;
  /** Origin of the server of which to import; by default the one to which most was said. */
  readonly target?: string;
  /** What rules files say, of redaction and correlation; by default what the file says, else that of Genesys Web Services. */
  readonly rules?: Rules;
  /** Key of the pseudonyms, 16 bytes or more; by default a new one, kept nowhere. */
  readonly key?: Uint8Array;
  /** Bytes of one entry, without the frames of a websocket, and of one frame; by default 64 MiB. Larger ones are left out. */
  readonly maxEntry?: number;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

const MAX_ENTRY = 64 * 1024 * 1024;
/** As deep as the JSON of anything that is understood here. */
const MAX_DEPTH = 200;
/** Values in one entry: headers, cookies, and what a browser adds. */
const MAX_VALUES = 200_000;
/** Whether a file that begins so may be a HAR. */
export function isHar(head: string): boolean {
  return /^\ufeff?\s*\{/u.test(head) && head.includes('"log"');
}

/**
 * Makes a recording of a HAR: what it tells is shown to a recorder event by event, in the order in which it
 * happened, so that sessions, Bayeux, calls, links and redaction are those of any other recording. The file is read
 * twice and never held as a whole.
 *
 * @throws UsageError if the output exists or can't be made, or an option is wrong
 * @throws RecordingError if the file is absent or no HAR that can be imported, the output can't be written, or at the signal
 */
export async function importHar(
  file: string,
  output: string,
  options: ImportHarOptions = {},
): Promise<ImportSummary> {
  // Said before there is work to lose.
  redactRules(options, options.rules?.redact);
  const har = new HarFile(file);
  try {
    const warnings = new Warnings();
    const scan = new HarScan(har, warnings);
    const bytes = options.maxEntry ?? MAX_ENTRY;
    const pause = pauses(output, options.signal);
    await scan.read({ depth: MAX_DEPTH, bytes, values: MAX_VALUES }, pause);
    const target = scan.origins.choose(file, options.target);
    warnings.add(scan.origins.leftOut(target.number));
    const wanted = (entry: number): boolean => scan.entries.originOf(entry) === target.number;
    const order = scan.events.inOrder(wanted, scan.isFine);
    const events = { har, scan, order, target: target.origin, warnings };
    const counts = await recordEvents(events, output, options, pause);
    const { sessions, exchanges, calls, notifications, correlated } = counts;
    return {
      format: 'har',
      file: output,
      sessions,
      exchanges,
      calls,
      notifications,
      correlated,
      warnings: warnings.lines,
    };
  } finally {
    har.close();
  }
}

type Pause = () => Promise<void>;

/** Lets others have their turn, and ends the work at the signal. */
function pauses(output: string, signal: AbortSignal | undefined): Pause {
  return async () => {
    await setImmediate();
    if (signal?.aborted === true) {
      throw new RecordingError(`${output} was not made: the import was stopped`, output);
    }
  };
}
