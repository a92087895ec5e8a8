import { UsageError } from '../../errors.js';
import { readJsonFile } from '../../rules/read-json-file.js';
import { schemaCheck } from '../../rules/schema-check.js';
import { scriptSchema } from './script-schema.js';

/** What a person knows better of a recording's notifications; `docs/script.schema.json` describes it. */
export interface ReplayScript {
  /** Where it stands, for errors. */
  readonly file: string;
  readonly notifications: readonly ScriptEntry[];
}

/** Of which notifications, and what they follow; what is not said stays as it was found. */
export interface ScriptEntry {
  readonly notification?: number;
  readonly match?: NotificationMatch;
  readonly cause?: 'start' | 'previous' | NamedCause;
  /** Milliseconds after the cause. */
  readonly delay?: number;
  readonly drop?: boolean;
}

/** All that is said must be so. */
export interface NotificationMatch {
  readonly session?: number | string;
  readonly channel?: string;
  readonly messageType?: string;
  readonly notificationType?: string;
  /** JSON text. */
  readonly referenceId?: string;
}

export interface NamedCause {
  readonly call?: number;
  readonly message?: number;
  readonly operation?: string;
  readonly path?: string;
  readonly session?: number | string;
}

const check = schemaCheck(scriptSchema);

/**
 * Reads a script file.
 *
 * @throws UsageError if it is absent, no JSON or not as the schema says
 */
export function loadScript(file: string): ReplayScript {
  const content = readJsonFile(file, 'script file');
  const complaint = check(content) ?? contradiction(content as ReplayScript);
  if (complaint !== null) throw new UsageError(`script file ${file}: ${complaint}`);
  const { notifications } = content as ReplayScript;
  return { file, notifications };
}

/** What a schema can't say in words that help. */
function contradiction({ notifications }: ReplayScript): string | null {
  for (const [index, { notification, match, cause }] of notifications.entries()) {
    const place = `/notifications/${index}`;
    if ((notification === undefined) === (match === undefined)) {
      return `${place} must have either notification or match`;
    }
    if (typeof cause !== 'object') continue;
    const { call, message, operation, path, session } = cause;
    const ways = [call, message, operation ?? path].filter((each) => each !== undefined);
    if (ways.length !== 1) {
      return `${place}/cause must have either call, message, or operation and path`;
    }
    if (session !== undefined && operation === undefined && path === undefined) {
      return `${place}/cause/session goes with operation or path only`;
    }
  }
  return null;
}
