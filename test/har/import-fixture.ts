import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportOptions } from '../../src/import-recording.js';
import { importRecording, openRecording } from '../../src/index.js';
import type { Link } from '../../src/recording/exchange.js';
import type { ImportSummary } from '../../src/recording/import-summary.js';
import type {
  RecordedExchange,
  RecordedMessage,
  RecordedSession,
} from '../../src/recording/reader.js';
import type { TemporaryFolder } from '../recording/temporary-folder.js';
import type { Har } from './har-shapes.js';

const fixtures = path.join(import.meta.dirname, 'fixtures');

export function fixture(name: string): Har {
  return JSON.parse(readFileSync(path.join(fixtures, `${name}.har`), 'utf8')) as Har;
}

/** What an import made. */
export interface Imported {
  readonly summary: ImportSummary;
  readonly sessions: readonly RecordedSession[];
  readonly exchanges: readonly RecordedExchange[];
  readonly messages: readonly RecordedMessage[];
  readonly links: readonly Link[];
  readonly target: string | null;
  readonly label: string | null;
  readonly file: string;
}

let count = 0;

/** @param har an object, or the very text */
export async function imported(
  folder: TemporaryFolder,
  har: object | string,
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  count += 1;
  const file = folder.path(`${count}.har`);
  writeFileSync(file, typeof har === 'string' ? har : JSON.stringify(har));
  const output = folder.path(`${count}.db`);
  const summary = await importRecording(file, { output, ...options });
  using recording = openRecording(output);
  return {
    summary,
    sessions: recording.sessions(),
    // Bodies are read now, while it is open.
    exchanges: Array.from(recording.exchanges(), (exchange) => ({ ...exchange })),
    messages: [...recording.messages()],
    links: recording.links(),
    target: recording.info.target,
    label: recording.info.label,
    file: output,
  };
}

/** What was said, in the words of a story: whoever wrote the HAR, it is the same. */
export function story({ exchanges, messages, links, sessions }: Imported): unknown {
  const nameOf = (id: number): string => {
    const call = exchanges.find((each) => each.id === id);
    return `${call?.method} ${call?.path} ${call?.operation}`;
  };
  const stateOf = (id: number): string => {
    const { data = null } = messages.find((each) => each.id === id)?.notification ?? {};
    return /"state":"(\w+)"/u.exec(data ?? '')?.[1] ?? '?';
  };
  return {
    users: sessions.map(({ user }) => user),
    calls: exchanges.filter(({ kind }) => kind === 'call').map(({ id }) => nameOf(id)),
    notifications: messages
      .filter(({ notification }) => notification !== null)
      .map(({ id, channel }) => `${channel} ${stateOf(id)}`),
    links: links.map(({ call, notification, rule }) => {
      return `${stateOf(notification)} answers ${nameOf(call)} by ${rule}`;
    }),
  };
}
