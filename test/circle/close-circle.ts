import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { type DiffResult, diff, drive, replay } from '../../src/index.js';

/** What a recording becomes on its way round. */
export interface Circle {
  readonly differences: DiffResult['differences'];
  /** How much was compared. */
  readonly compared: DiffResult['compared'];
  /** What the stand-in missed, and what it could not deliver. */
  readonly trouble: readonly unknown[];
}

export interface CloseCircleOptions {
  readonly folder: string;
  /** Where a test plants a fault: the recordings that are replayed and driven. Default: the one that is compared. */
  readonly replayed?: string;
  readonly driven?: string;
}

/** Lets the desktops of a recording meet its stand-in, and compares what comes of it with the recording. */
export async function closeCircle(
  file: string,
  { folder, replayed = file, driven = file }: CloseCircleOptions,
): Promise<Circle> {
  const output = path.join(mkdtempSync(path.join(folder, 'driven-')), 'driven.db');
  const standIn = await replay(replayed, {
    listen: { host: '127.0.0.1', port: 0 },
    together: true,
  });
  try {
    await drive(driven, { target: standIn.url, output });
    const { misses, unplayed, undelivered } = standIn.report();
    const { differences, compared } = diff(file, output);
    return { differences, compared, trouble: [...misses, ...unplayed, ...undelivered] };
  } finally {
    await standIn.close();
  }
}
