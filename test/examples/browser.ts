import { existsSync } from 'node:fs';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: what `CHROMIUM` names, else where Linux distributions have it; null if there is none. */
export function findBrowser(): string | null {
  return process.env.CHROMIUM ?? usualPlaces.find((each) => existsSync(each)) ?? null;
}
