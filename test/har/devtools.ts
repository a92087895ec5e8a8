import type { Browser } from '@playwright/test';

/** What Chrome's developer tools made of a HAR. */
export interface Opened {
  /** Requests that they show. */
  readonly requests: number;
  /** Frames of websockets that they show. */
  readonly frames: number;
  /** What they export again. */
  readonly har: string;
}

/** What of a module of the developer tools is used here. */
interface HarModule {
  readonly HARFormat: { readonly HARRoot: new (har: unknown) => { readonly log: unknown } };
  readonly Importer: { readonly Importer: { requestsFromHARLog(log: unknown): Request[] } };
  readonly Writer: {
    readonly Writer: {
      write(to: unknown, requests: Request[], options: object, progress: unknown): Promise<void>;
    };
  };
}

interface Request {
  frames(): unknown[];
}

/**
 * Opens a HAR with the code of the developer tools that this very browser has, and exports it again.
 *
 * @returns null if they are not where they are in other versions
 */
export async function openInDevtools(
  browser: Browser,
  har: string,
  sanitize = false,
): Promise<Opened | null> {
  const page = await browser.newPage();
  try {
    await page.goto('devtools://devtools/bundled/devtools_app.html', {
      waitUntil: 'domcontentloaded',
    });
    return await page.evaluate(open, { har, sanitize });
  } catch (error) {
    if (/dynamically imported module|ERR_/u.test(String(error))) return null;
    throw error;
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function open({ har, sanitize }: { har: string; sanitize: boolean }): Promise<Opened> {
  // Written so, it stays what it is when tests are compiled.
  const load = new Function('path', "return import('devtools://devtools/bundled/' + path)") as (
    path: string,
  ) => Promise<unknown>;
  const { HARFormat, Importer, Writer } = (await load('models/har/har.js')) as HarModule;
  const { DevToolsLocale, i18n } = (await load('core/i18n/i18n.js')) as {
    readonly DevToolsLocale: { readonly DevToolsLocale: { instance(options: object): void } };
    readonly i18n: { fetchAndRegisterLocaleData(locale: string): Promise<void> };
  };
  const { Progress } = (await load('core/common/common.js')) as {
    readonly Progress: { readonly Progress: new () => unknown };
  };
  const english = {
    navigatorLanguage: 'en-US',
    settingLanguage: 'en-US',
    lookupClosestDevToolsLocale: () => 'en-US',
  };
  DevToolsLocale.DevToolsLocale.instance({ create: true, data: english });
  await i18n.fetchAndRegisterLocaleData('en-US');
  const { log } = new HARFormat.HARRoot(JSON.parse(har));
  const requests = Importer.Importer.requestsFromHARLog(log);
  let again = '';
  const to = {
    write: async (text: string) => {
      again += text;
    },
    close: async () => {},
  };
  await Writer.Writer.write(to, requests, { sanitize }, new Progress.Progress());
  const frames = requests.reduce((sum, request) => sum + request.frames().length, 0);
  return { requests: requests.length, frames, har: again };
}
