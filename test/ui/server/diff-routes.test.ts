import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DiffIgnoring, DiffOverview, DiffPlaces } from '../../../src/ui/protocol/diff.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { root } from '../../e2e/command.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { PageClient } from './page-client.js';
import { plantedRecording } from './planted-recording.js';

const folder = temporaryFolder();
const shipped = path.join(root, 'recordings/complete-tweet.db');
const rules = (): string => folder.path('noise.rules.json');

async function comparing(options: { readonly write?: string } = {}): Promise<PageClient> {
  const candidate = plantedRecording(shipped, folder.path('candidate.db'), (text) =>
    text.replaceAll('"Completed"', '"Done"'),
  );
  const inspector = await inspect([shipped, candidate], options);
  onTestFinished(() => inspector.close());
  return PageClient.enter(inspector.url);
}

describe('the comparison at the door', () => {
  it('is there where two recordings are shown, and only there', async () => {
    const page = await comparing();
    const { same, groups, revision } = await page.json<DiffOverview>('/api/diff');
    expect(same).toBe(false);
    const places = await page.json<DiffPlaces>(`/api/diff/groups/0/places?revision=${revision}`);
    expect(places.places[0]).toEqual(groups[0]?.first);
    const alone = await inspect(shipped);
    onTestFinished(() => alone.close());
    expect((await (await PageClient.enter(alone.url)).get('/api/diff')).status).toBe(404);
  });

  it('refuses what names no difference', async () => {
    const page = await comparing();
    await page.json<DiffOverview>('/api/diff');
    for (const asked of [
      '/api/diff/groups/0/places',
      '/api/diff/groups/x/places?revision=1',
      '/api/diff/groups/0/places?revision=7',
      '/api/diff/places/-1?revision=1',
      '/api/diff/places/999999?revision=1',
    ]) {
      expect([asked, (await page.get(asked)).status]).toEqual([asked, 404]);
    }
  });

  it('writes nothing without --write, and says what to do', async () => {
    const page = await comparing();
    const { revision } = await page.json<DiffOverview>('/api/diff');
    const answer = await page.post('/api/diff/ignore', { revision, group: 0, option: 0 });
    expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('--write')]);
    expect((await page.post('/api/diff/undo', { addition: 1 })).status).toBe(403);
    expect(folder.files()).toEqual(['candidate.db']);
  });

  it('writes a rule that it offered, after which the difference is ignored by it, and takes it back', async () => {
    const page = await comparing({ write: rules() });
    const before = await page.json<DiffOverview>('/api/diff');
    const offered = await page.json<DiffIgnoring>(
      `/api/diff/groups/0/ignoring?revision=${before.revision}`,
    );
    expect(offered.file).toBe(rules());
    const asked = { revision: before.revision, group: 0, option: offered.proposed };
    const { status, body } = await page.post('/api/diff/ignore', asked);
    expect(status).toBe(200);
    const after = await page.json<DiffOverview>('/api/diff');
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.count).toBeLessThan(before.count);
    expect(after.rules.added).toEqual([JSON.parse(body)]);
    expect((await page.post('/api/diff/ignore', asked)).status).toBe(404);
    expect((await page.post('/api/diff/undo', { addition: 1 })).status).toBe(200);
    expect(existsSync(rules())).toBe(false);
    expect((await page.json<DiffOverview>('/api/diff')).count).toBe(before.count);
  });

  it('refuses a body that is not what it asks for, and says in one line why a file can not be changed', async () => {
    writeFileSync(rules(), '{"noise":{}}');
    const page = await comparing({ write: rules() });
    const { revision } = await page.json<DiffOverview>('/api/diff');
    for (const said of [null, [], {}, { revision, group: '0', option: 0 }, { __proto__: null }]) {
      expect((await page.post('/api/diff/ignore', said)).status).toBe(400);
    }
    expect((await page.post('/api/diff/undo', { addition: 1.5 })).status).toBe(400);
    writeFileSync(rules(), '{"noise":');
    const { status, body } = await page.post('/api/diff/ignore', { revision, group: 0, option: 0 });
    expect([status, body]).toEqual([
      400,
      `rules file ${rules()}: it is no JSON at line 1, column 10\n`,
    ]);
  });
});
