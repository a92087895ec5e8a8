import { rmSync } from 'node:fs';
import path from 'node:path';
import { joinedFile, knowJoined } from '../recording/joined-files.js';
import { makePrivateFolder } from '../recording/private-folder.js';
import type { Rules } from '../rules/rules.js';
import { mergedInto } from './merge-recordings.js';
import { recordingsNamed } from './recordings-named.js';

export interface AsOneOptions {
  /** By which calls and notifications are linked; by default the rules that the recordings keep. */
  readonly rules?: Rules;
  /** Whether it will be opened once only, so that nothing of it needs to lie anywhere after that. */
  readonly once?: boolean;
  /** Ends the work. */
  readonly signal?: AbortSignal;
}

/** What can be read as one recording. */
export interface AsOne {
  /** To be handed to whatever reads a recording, in this process, until it is closed. */
  readonly file: string;
  /** The files that it is made of. */
  readonly files: readonly string[];
  /** What its user should know, in sentences. */
  readonly notices: readonly string[];
  /** Removes what was written for it. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * Lets several recordings be read as one: names of files with commas between them, or a folder, are merged into a
 * temporary file, readable by its owner only. A name that is a file's is that file, and nothing is written.
 *
 * @throws RecordingError if one can't be read, or at the signal
 * @throws UsageError if one is there twice, or they were linked by different rules and none are given
 */
export async function asOne(name: string, options: AsOneOptions = {}): Promise<AsOne> {
  const before = joinedFile(name);
  if (before !== null) {
    // Named twice: then it is opened more than once.
    knowJoined(name, { ...before, once: false });
    return opened(name, recordingsNamed(name), [], () => {});
  }
  const files = recordingsNamed(name);
  const [first] = files;
  if (files.length === 1 && first === name) return opened(name, files, [], () => {});
  if (files.length === 1 && first !== undefined) {
    knowJoined(name, { place: first, isMade: false, once: false });
    return opened(name, files, [], () => knowJoined(name, null));
  }
  const { rules, once = false, signal } = options;
  const folder = makePrivateFolder();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.on('exit', remove);
  const close = (): void => {
    process.off('exit', remove);
    knowJoined(name, null);
    remove();
  };
  try {
    const output = path.join(folder, 'joined.db');
    const words = {
      output,
      called: name,
      lenient: true,
      ...(rules === undefined ? {} : { rules }),
    };
    const { notices } = await mergedInto(files, words, signal);
    knowJoined(name, { place: output, isMade: true, once });
    return opened(name, files, notices, close);
  } catch (error) {
    close();
    throw error;
  }
}

function opened(
  file: string,
  files: readonly string[],
  notices: readonly string[],
  close: () => void,
): AsOne {
  return { file, files, notices, close, [Symbol.dispose]: close };
}
