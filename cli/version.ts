import { existsSync, readFileSync } from 'node:fs';

/** The version in package.json, two folders above the built file, one above the source. */
export function version(): string {
  const places = ['../package.json', '../../package.json'];
  const file = places
    .map((each) => new URL(each, import.meta.url))
    .find((each) => existsSync(each));
  if (file === undefined) throw new Error('package.json is gone; install Understudy anew');
  const { version: found } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return found;
}
