import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../src/index.js';

/** Where a recording goes that nobody named a place for: `captures/<label or time>.db`. */
export function defaultRecording(label: string | undefined): string {
  const time = new Date(systemClock().now())
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replaceAll(':', '-');
  const name =
    (label ?? time)
      .replace(/[^\w.-]+/gu, '-')
      .replace(/^\.+/u, '')
      .slice(0, 200) || time;
  mkdirSync('captures', { recursive: true });
  return path.join('captures', `${name}.db`);
}
