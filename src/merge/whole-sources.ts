import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Pause } from '../recording/pauses.js';
import { makePrivateFolder } from '../recording/private-folder.js';
import { createRecordingCopy } from '../recording/recording-copy.js';
import { joinSeries } from './join-series.js';
import { mergedFacts } from './merged-facts.js';
import { openPart, type Part } from './part.js';
import type { Source } from './sources.js';

/** Sources, each in one file. */
export interface WholeSources {
  readonly parts: readonly Part[];
  /** Removes what had to be written for it. */
  close(): void;
}

/** Joins those that are several files in temporary ones, readable by their owner only. */
export async function wholeSources(
  sources: readonly Source[],
  pause: Pause,
): Promise<WholeSources> {
  let folder: string | null = null;
  const made: Part[] = [];
  const close = (): void => {
    for (const part of made) part.close();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const parts: Part[] = [];
    for (const [index, source] of sources.entries()) {
      const [first, second] = source;
      if (first === undefined) continue;
      if (second === undefined) {
        parts.push(first);
        continue;
      }
      folder ??= makePrivateFolder();
      const part = await joined(source, path.join(folder, `${index}.db`), pause);
      made.push(part);
      parts.push({ ...part, file: first.file });
    }
    return { parts, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function joined(source: Source, file: string, pause: Pause): Promise<Part> {
  const copy = createRecordingCopy(file);
  try {
    for (const [name, value] of mergedFacts(source, { lenient: true }))
      copy.insert.fact(name, value);
    await joinSeries(source, copy, pause);
    copy.finish();
  } catch (error) {
    copy.discard();
    throw copy.trouble(error);
  }
  return openPart(file);
}
