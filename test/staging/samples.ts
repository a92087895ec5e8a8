import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout's folder of samples, also when this runs compiled under `dist/`. */
function samplesFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('the staging server runs only inside a checkout');
    folder = parent;
  }
  return path.join(folder, 'test', 'staging', 'samples');
}

const read = (name: string): string =>
  readFileSync(path.join(samplesFolder(), name), 'utf8').trimEnd();

/** Raw texts, never parsed on the way out: whatever is odd in them must reach the desktop as it is. */
export const samples = {
  /** The vendor's sample as printed: not valid JSON. */
  completedAsPrinted: read('twitter-complete.printed.json.txt'),
  /** The same, mended. */
  completed: read('twitter-complete.json'),
  invited: read('twitter-invited.json'),
  tweet: read('tweet.json'),
  user: read('user.json'),
};
