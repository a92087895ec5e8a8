import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record, replay } from '../../src/index.js';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { runOffice } from '../desktops/run-office.js';
import { type StagingOptions, startStaging } from '../staging/staging.js';

type Office = Awaited<ReturnType<typeof runOffice>>;

const anyPort = { host: '127.0.0.1', port: 0 };
const variants: readonly (readonly [string, StagingOptions])[] = [
  ['as it is', {}],
  ['with CSRF tokens', { csrf: true }],
  ['behind a sticky load balancer', { stickyCookie: true }],
  ['with notifications before their answers', { notificationFirst: ['Accept', 'Complete'] }],
  ['with other dates in the copies', { copyReceivedDate: '2015-03-02 12:26:15.000+0200' }],
  ['without compression', { gzipOver: null }],
];

/** What the desktops saw differently, by user. */
function differences(one: Office, other: Office): Record<string, readonly string[]> {
  return Object.fromEntries(
    (['a1', 'a2', 's1'] as const).map((user) => [user, compareTranscripts(one[user], other[user])]),
  );
}

const none = { a1: [], a2: [], s1: [] };

describe('the circle', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-circle-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(variants)(
    'shows desktops the same from the server, the recorder and the stand-in: %s',
    async (name, options) => {
      const file = path.join(folder, `${name}.db`);
      const alone = await startStaging(options);
      const direct = await runOffice({ url: alone.url });
      await alone.close();

      const staging = await startStaging(options);
      const recorder = await record({ target: staging.url, output: file, listen: anyPort });
      const recorded = await runOffice({ url: recorder.url, origin: staging.url });
      const summary = await recorder.close();
      await staging.close();
      expect(differences(direct, recorded)).toEqual(none);
      expect(summary).toMatchObject({ sessions: 3, calls: 14, gaps: [] });

      await using standIn = await replay(file, { listen: anyPort });
      const replayed = await runOffice({ url: standIn.url });
      expect(differences(direct, replayed)).toEqual(none);
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
    60_000,
  );
});
